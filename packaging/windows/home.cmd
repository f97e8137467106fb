@echo off
rem Where the others work: beside this file when it was unpacked with its rules, or in Documents\Yardstick when it was
rem installed. The rules that come with the program are put there once, and never again.
set "program=%~dp0yardstick.exe"
set "home=%~dp0"
if exist "%~dp0rules" goto found
set "documents=%USERPROFILE%\Documents"
for /f "delims=" %%d in ('powershell -NoProfile -Command "[Environment]::GetFolderPath('MyDocuments')" 2^>nul') do set "documents=%%d"
set "home=%documents%\Yardstick\"
if not exist "%home%rules" "%program%" init "%documents%\Yardstick"
:found
cd /d "%home%"
