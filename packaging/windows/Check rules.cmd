@echo off
rem Every mistake in the rules folder, and whether the cases still hold. What is found opens in Notepad.
setlocal
call "%~dp0home.cmd"
set "rules=%~1"
if "%rules%"=="" set "rules=rules"
set "found=%home%Rules checked.txt"
"%program%" check --rules "%rules%" > "%found%" 2>&1
if not errorlevel 1 "%program%" test --rules "%rules%" >> "%found%" 2>&1
start "" "%found%"
