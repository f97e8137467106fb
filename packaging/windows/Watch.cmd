@echo off
rem Drop the folder that workbooks arrive in on this file: it is watched for as long as this window stays open.
setlocal
call "%~dp0home.cmd"
set "inbox=%~1"
if "%inbox%"=="" set "inbox=%home%inbox"
if not exist "%inbox%" mkdir "%inbox%"
echo Workbooks dropped into %inbox% are judged; results are in %home%reviewed. Ctrl-C ends it.
"%program%" watch "%inbox%"
echo.
pause
