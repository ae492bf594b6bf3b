package narrate

// windowTexts are what only the native window says.
var windowTexts = []entry{
	{"window.link", "The link to this moment: {link}", "这一时刻的链接：{link}"},
	{"window.saved", "Saved as {path}.", "已保存为 {path}。"},
	{"window.save-nowhere", "there is no place for a file", "没有可存放文件的地方"},
	{"window.zoom-most", "{n} %: the window has no room for larger type.", "{n} %：窗口放不下更大的文字。"},
	{"window.returned", "This is where the window was closed. raftarium-desktop --new begins anew.", "这是窗口上次关闭时的状态。raftarium-desktop --new 则重新开始。"},
	{"window.print", "For printing (PDF)", "打印用（PDF）"},
	{"window.film-begun", "The stage is filmed, for {seconds} s at most. m, or the red button, ends the film.", "正在录制画面，至多 {seconds} 秒。按 m 或红色按钮结束。"},
	{"window.film-written", "The film is being written.", "正在写入录像。"},
	{"window.print-nowhere", "there are no fonts here to print with", "这里没有打印用的字体"},
	{"window.key-print", "save this moment for printing", "保存此刻供打印"},
	{"window.key-film", "film the stage, and end the film", "录制画面，再按结束"},
	{"window.copied", "Copied.", "已复制。"},
	{"window.copied-here", "Copied for the terminals of this window alone: {why}", "只复制给本窗口的终端：{why}"},
	{"window.address", "Copied, to be opened in a browser: {url}", "已复制，可在浏览器中打开：{url}"},
	{"window.lesson-own", "A lesson of your own: drop its file anywhere on the window, or name it when you start the program: raftarium-desktop FILE.md, raftarium-desktop lesson=URL", "自己的课程：把文件拖到窗口任意处，或在启动时给出：raftarium-desktop FILE.md、raftarium-desktop lesson=URL"},
	{"window.lesson-pasted", "Open the address in the clipboard", "打开剪贴板中的地址"},
	{"window.lesson-fetching", "The lesson is being fetched from {url}…", "正在从 {url} 读取课程……"},
	{"window.lesson-no-answer", "its server does not answer", "其服务器没有答复"},
	{"window.lesson-unreachable", "The lesson cannot be fetched from {url}: {why}. Look at the address, or drop the file on the window.", "无法从 {url} 读取课程：{why}。请检查地址，或把文件拖到窗口上。"},
	{"window.no-network", "there is no network here", "这里没有网络"},
	{"window.no-address", "There is no address of a lesson in the clipboard: {why}", "剪贴板中没有课程的地址：{why}"},
	{"window.key-copy", "copy what is selected in a terminal", "复制终端中选中的内容"},
	{"window.key-paste", "paste, in a terminal", "在终端中粘贴"},
	{"window.key-size", "everything larger, smaller, as usual", "全部放大、缩小、恢复"},
}
