package narrate

// windowTexts are what only the native window says.
var windowTexts = []entry{
	{"window.link", "The link to this moment: {link}", "这一时刻的链接：{link}"},
	{"window.key-paste", "paste, in a terminal", "在终端中粘贴"},
}
