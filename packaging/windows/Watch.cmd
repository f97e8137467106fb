@echo off
rem Drop the folder that workbooks arrive in on this file: it is watched for as long as this window stays open.
setlocal
cd /d "%~dp0"
set "inbox=%~1"
if "%inbox%"=="" set "inbox=%~dp0inbox"
if not exist "%inbox%" mkdir "%inbox%"
echo Workbooks dropped into %inbox% are judged; results are in %~dp0reviewed. Ctrl-C ends it.
"%~dp0yardstick.exe" watch "%inbox%"
echo.
pause
