@echo off
rem Drop a folder of workbooks (or workbooks) on this file: they are judged and the review opens.
setlocal
cd /d "%~dp0"
set "results=%~1"
if "%results%"=="" (set results="%~dp0workbooks") else (set results=%*)
"%~dp0yardstick.exe" evaluate %results%
if errorlevel 2 goto stopped
"%~dp0yardstick.exe" open
:stopped
echo.
pause
