@echo off
rem Drop a folder of workbooks (or workbooks) on this file: they are judged and the review opens.
setlocal
call "%~dp0home.cmd"
set "results=%~1"
if "%results%"=="" (set results=workbooks) else (set results=%*)
"%program%" evaluate %results%
if errorlevel 2 goto stopped
"%program%" open
:stopped
echo.
pause
