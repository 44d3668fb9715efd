/* The starters of the program on Windows: they load Python's DLL and hand it the arguments.

   gkdesk.exe      (no console) and gkdesk-cli.exe (console) lie above the folder "program", which has
                   Python; they run "-I -X utf8 -m gkdesk" with the arguments they were given.
   -DPLAIN         is the stand-in for pythonw.exe: it lies beside Python's DLL and adds nothing.

   PYDLL is the name of Python's DLL. A starter holds nothing else, so that there is nothing in it
   for an antivirus to mistake. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST 32768
#define CANNOT 2

typedef int (*py_main)(int, wchar_t **);

static wchar_t folder[LONGEST + 64];

static int sorry(void)
{
    MessageBoxW(NULL,
                L"程序文件不完整，打不开。\n\n"
                L"如果是在压缩包里直接打开的，请先把压缩包全部解压到一个文件夹，再打开其中的 gkdesk.exe；\n"
                L"否则请重新安装。已经填写的数据不受影响。",
                L"政府信息公开年报填报", MB_ICONERROR);
    return CANNOT;
}

static HMODULE load_python(void)
{
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST);
    while (length && folder[length - 1] != L'\\')
        length--;
    folder[length] = 0;
#ifndef PLAIN
    wcscat(folder, L"program\\");
#endif
    size_t end = wcslen(folder);
    folder[end - 1] = 0; /* without the last backslash, as this function wants it */
    AddDllDirectory(folder);
    folder[end - 1] = L'\\';
    wcscat(folder, PYDLL);
    return LoadLibraryExW(folder, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
}

static int run(int count, wchar_t **given)
{
    HMODULE python = load_python();
    py_main start = python ? (py_main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!start)
        return sorry();
#ifdef PLAIN
    return start(count, given);
#else
    static wchar_t *first[] = {L"-I", L"-X", L"utf8", L"-m", L"gkdesk"};
    const int more = sizeof first / sizeof *first;
    wchar_t **all = calloc(count + more + 1, sizeof *all);
    if (!all)
        return CANNOT;
    all[0] = given[0];
    for (int i = 0; i < more; i++)
        all[1 + i] = first[i];
    for (int i = 1; i < count; i++)
        all[more + i] = given[i];
    return start(count + more, all);
#endif
}

#ifdef CONSOLE
int wmain(int count, wchar_t **given)
{
    return run(count, given);
}
#else
int WINAPI wWinMain(HINSTANCE self, HINSTANCE none, LPWSTR line, int show)
{
    (void)self, (void)none, (void)line, (void)show;
    return run(__argc, __wargv);
}
#endif
