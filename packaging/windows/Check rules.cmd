@echo off
rem Every mistake in the rules folder beside this file, and whether the cases still hold.
setlocal
cd /d "%~dp0"
set "rules=%~1"
if "%rules%"=="" set "rules=%~dp0rules"
"%~dp0yardstick.exe" check --rules "%rules%"
if not errorlevel 1 "%~dp0yardstick.exe" test --rules "%rules%"
echo.
pause
