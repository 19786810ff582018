#!/bin/sh
# Finds a Python that the bundle has packages for; install.py does the rest.
# Usage: sh install.sh [DIR]      ENFORCE_PYTHON=/path/to/python sh install.sh [DIR]
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
PYTHONUTF8=1
export PYTHONUTF8

if [ ! -f "$here/install.py" ]; then
    echo "没有安装：这里没有 install.py。请先把整个压缩包解开。" >&2
    exit 1
fi

found=
for python in "${ENFORCE_PYTHON:-}" python3.14 python3.13 python3.12 python3.11 python3 python; do
    [ -n "$python" ] && command -v "$python" >/dev/null 2>&1 || continue
    if "$python" "$here/install.py" --fits >/dev/null 2>&1; then
        exec "$python" "$here/install.py" "$@"
    fi
    found="$found $python（$("$python" -V 2>&1 | sed -n '$p')）"
done

cat "$here/no-python.txt" >&2
if [ -n "$found" ]; then
    echo "找到的 Python 都不合适：$found" >&2
else
    echo "这台机器上没有找到 Python。" >&2
fi
exit 1
