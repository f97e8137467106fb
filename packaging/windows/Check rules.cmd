@echo off
rem Every mistake in the rules folder, and whether the cases still hold.
setlocal
call "%~dp0home.cmd"
set "rules=%~1"
if "%rules%"=="" set "rules=rules"
"%program%" check --rules "%rules%"
if not errorlevel 1 "%program%" test --rules "%rules%"
echo.
pause
