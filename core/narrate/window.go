package narrate

// windowTexts are what only the native window says.
var windowTexts = []entry{
	{"window.link", "The link to this moment: {link}", "这一时刻的链接：{link}"},
	{"window.saved", "Saved as {path}.", "已保存为 {path}。"},
	{"window.save-nowhere", "there is no place for a file", "没有可存放文件的地方"},
	{"window.key-paste", "paste, in a terminal", "在终端中粘贴"},
}
