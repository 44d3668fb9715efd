; The setup of gkdesk: for one user, without administrator rights, 64-bit, in Chinese.
;
; setup_exe.py gives VERSION, NUMBERS (four numbers), LISTS, OUTFILE, KILOBYTES, ICON, SIDE and, for
; tests, QUICK; for signing, SIGN.
;
; /S        installs, or removes, without a window
; /D=DIR    installs to another folder
;
; Exit codes: 0 done, 1 cancelled, 2 could not be written, 3 this Windows is too old,
;             5 the program is running (nothing was changed)

Unicode true
Target amd64-unicode
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
; Part of the files would be no program.
AllowSkipFiles off
RequestExecutionLevel user
ManifestDPIAware true
ManifestLongPathAware true
ManifestSupportedOS Win10

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "${LISTS}"

!define TITLE "政府信息公开年报填报"
!define PROGID "gkdesk.report"
!define KEY "Software\gkdesk"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\gkdesk"
!define VERB_KEY "Software\Classes\SystemFileAssociations\.json\shell\gkdesk"
!define FIRST_BUILD 17763 ; Windows 10 1809
!define TOO_OLD 3
!define RUNNING 5

Name "${TITLE}"
OutFile "${OUTFILE}"
BrandingText "${TITLE} ${VERSION}"
InstallDir "$LOCALAPPDATA\Programs\gkdesk"
InstallDirRegKey HKCU "${KEY}" "InstallDir"

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "${TITLE} 安装程序"
VIAddVersionKey /LANG=2052 "CompanyName" "gkdesk"
VIAddVersionKey /LANG=2052 "LegalCopyright" "gkdesk"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

Var Data ; where the clerk's data lie
Var Upgrade ; "yes" or "no"

; --- pages ------------------------------------------------------------------------------------

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING

!define MUI_WELCOMEPAGE_TEXT "将在这台电脑上为当前用户安装 ${TITLE} ${VERSION}。$\r$\n$\r$\n不需要管理员权限，安装和使用都不联网。$\r$\n$\r$\n已经填写的数据保存在$\r$\n$LOCALAPPDATA\gkdesk$\r$\n安装、升级和卸载都不会改动。"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\gkdesk.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开"
!define MUI_FINISHPAGE_TEXT "安装好了。以后从桌面或“开始”菜单里的“${TITLE}”打开。"
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "将从这台电脑上删除程序。已经填写的数据不会删除，仍在 $Data"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "程序已经删除。$\r$\n$\r$\n已经填写的数据没有删除，仍在$\r$\n$Data$\r$\n$\r$\n以后重新安装，打开就能接着填写。"
!define MUI_FINISHPAGE_TEXT_LARGE
!define MUI_FINISHPAGE_SHOWREADME ""
!define MUI_FINISHPAGE_SHOWREADME_NOTCHECKED
!define MUI_FINISHPAGE_SHOWREADME_TEXT "打开数据所在的文件夹"
!define MUI_FINISHPAGE_SHOWREADME_FUNCTION un.ShowData
!insertmacro MUI_UNPAGE_FINISH

!insertmacro MUI_LANGUAGE "SimpChinese"

; --- both: is the program closed? ---------------------------------------------------------------

; A program file that runs cannot be opened for writing. Nothing has been changed yet when this stops.
!macro DefineEnsureClosed UN
  Function ${UN}EnsureClosed
    again:
    StrCpy $1 ""
    Push "$INSTDIR\gkdesk.exe"
    Call ${UN}NoteIfInUse
    Push "$INSTDIR\gkdesk-cli.exe"
    Call ${UN}NoteIfInUse
    Push "$INSTDIR\program\pythonw.exe"
    Call ${UN}NoteIfInUse
    ${If} $1 != ""
      IfSilent refuse 0
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "程序正在运行，或者正被杀毒软件检查，现在不能更换：$\r$\n$1$\r$\n$\r$\n请关上“${TITLE}”的窗口（填写的内容已经自动保存），再按“重试”。" IDRETRY again
      refuse:
      SetErrorLevel ${RUNNING}
      Quit
    ${EndIf}
  FunctionEnd

  Function ${UN}NoteIfInUse
    Exch $0
    ${If} ${FileExists} "$0"
      Push $2
      ClearErrors
      FileOpen $2 "$0" a
      ${If} ${Errors}
        StrCpy $1 "$0"
      ${Else}
        FileClose $2
      ${EndIf}
      Pop $2
    ${EndIf}
    Pop $0
  FunctionEnd
!macroend
!insertmacro DefineEnsureClosed ""
!insertmacro DefineEnsureClosed "un."

; --- install ------------------------------------------------------------------------------------

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} ${FIRST_BUILD}
    MessageBox MB_OK|MB_ICONSTOP "这台电脑的 Windows 太旧：需要 Windows 10（1809 或更新）或 Windows 11。" /SD IDOK
    SetErrorLevel ${TOO_OLD}
    Quit
  ${EndIf}
FunctionEnd

; Before anything is removed: an upgrade that finds the disk full halfway would leave no program.
Function EnsureSpace
  ${GetRoot} "$INSTDIR" $0
  ${DriveSpace} "$0\" "/D=F /S=M" $1
  IntOp $2 ${KILOBYTES} / 1024
  IntOp $2 $2 + 10
  ${If} $1 < $2
    MessageBox MB_OK|MB_ICONSTOP "磁盘空间不够：$0 需要 $2 MB，只剩 $1 MB。请清理以后再安装。没有改动任何文件。" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

Section
  Call EnsureClosed
  Call EnsureSpace
  ; The old version knows best which files are its own; it leaves shortcuts and data alone.
  StrCpy $Upgrade "no"
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    StrCpy $Upgrade "yes"
    DetailPrint "删除旧版本的程序文件"
    ExecWait '"$INSTDIR\uninstall.exe" /S /upgrade _?=$INSTDIR' $0
    ${If} $0 != 0
      MessageBox MB_OK|MB_ICONSTOP "旧版本没有删除干净（$0）。请重新启动电脑，再安装一次。数据没有改动。" /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
  ${EndIf}

  SetOverwrite on
  !insertmacro PutFiles
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortCut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\gkdesk.exe" "" "$INSTDIR\gkdesk.exe" 0 SW_SHOWNORMAL "" "填写政府信息公开工作年度报告"
  ; A clerk who has thrown the icon off the desktop does not want it back with each new version.
  ${If} $Upgrade == "no"
    CreateShortCut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\gkdesk.exe" "" "$INSTDIR\gkdesk.exe" 0 SW_SHOWNORMAL "" "填写政府信息公开工作年度报告"
  ${EndIf}
  Call WriteRegistry
SectionEnd

Function WriteRegistry
  WriteRegStr HKCU "${KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\gkdesk.exe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "gkdesk"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1

  WriteRegStr HKCU "Software\Classes\${PROGID}" "" "政府信息公开年报数据"
  WriteRegStr HKCU "Software\Classes\${PROGID}\DefaultIcon" "" "$INSTDIR\gkdesk.exe,0"
  WriteRegStr HKCU "Software\Classes\${PROGID}\shell\open\command" "" '"$INSTDIR\gkdesk.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\Applications\gkdesk.exe" "FriendlyAppName" "${TITLE}"
  WriteRegStr HKCU "Software\Classes\Applications\gkdesk.exe\shell\open\command" "" '"$INSTDIR\gkdesk.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\.json\OpenWithProgids" "${PROGID}" ""
  ; To Windows the suffix of "x.gkdesk.json" is ".json": it is ours only where nobody has it yet, and
  ; in the menu of the right button only for files of that name.
  ReadRegStr $0 HKCR ".json" ""
  ${If} $0 == ""
    WriteRegStr HKCU "Software\Classes\.json" "" "${PROGID}"
  ${EndIf}
  WriteRegStr HKCU "${VERB_KEY}" "" "用“${TITLE}”打开"
  WriteRegStr HKCU "${VERB_KEY}" "AppliesTo" 'System.FileName:~"*.gkdesk.json"'
  WriteRegStr HKCU "${VERB_KEY}" "Icon" "$INSTDIR\gkdesk.exe,0"
  WriteRegStr HKCU "${VERB_KEY}\command" "" '"$INSTDIR\gkdesk.exe" "%1"'
  ${RefreshShellIcons}
FunctionEnd

; --- remove -------------------------------------------------------------------------------------

Function un.onInit
  StrCpy $Data "$LOCALAPPDATA\gkdesk"
  ${If} ${FileExists} "$INSTDIR\gkdesk-portable.txt"
    StrCpy $Data "$INSTDIR\数据"
  ${EndIf}
  StrCpy $Upgrade "no"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/upgrade" $1
  ${IfNot} ${Errors}
    StrCpy $Upgrade "yes"
  ${EndIf}
FunctionEnd

Section "Uninstall"
  Call un.EnsureClosed
  !insertmacro RemoveFiles
  ${If} $Upgrade == "yes"
    Goto done
  ${EndIf}
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "${KEY}"
  DeleteRegKey HKCU "${VERB_KEY}"
  DeleteRegKey HKCU "Software\Classes\${PROGID}"
  DeleteRegKey HKCU "Software\Classes\Applications\gkdesk.exe"
  DeleteRegValue HKCU "Software\Classes\.json\OpenWithProgids" "${PROGID}"
  ReadRegStr $0 HKCU "Software\Classes\.json" ""
  ${If} $0 == "${PROGID}"
    DeleteRegValue HKCU "Software\Classes\.json" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "Software\Classes\.json\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\.json"
  ${un.RefreshShellIcons}
  done:
SectionEnd

Function un.ShowData
  ExecShell "open" "$Data"
FunctionEnd
