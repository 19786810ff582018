@echo off
rem Finds a Python that the bundle has packages for; install.py does the rest.
rem Usage: install.bat [DIR]
setlocal
chcp 65001 >nul
set "PYTHONUTF8=1"
if not exist "%~dp0install.py" goto :packed
for %%V in (3.14 3.13 3.12 3.11) do (
    py -%%V "%~dp0install.py" --fits >nul 2>nul && (
        py -%%V "%~dp0install.py" %*
        goto :done
    )
)
python "%~dp0install.py" --fits >nul 2>nul && (
    python "%~dp0install.py" %*
    goto :done
)
type "%~dp0no-python.txt"
cmd /c exit 1
:done
set "CODE=%ERRORLEVEL%"
if "%~1"=="" pause
exit /b %CODE%
:packed
echo 没有安装：请先把整个压缩包解开，再运行里面的 install.bat。 & pause & exit /b 1
