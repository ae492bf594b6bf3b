package narrate

// uiTexts are the controls of the page.
var uiTexts = []entry{
	{"ui.play", "Play", "播放"},
	{"ui.pause", "Pause", "暂停"},
}

// loadingTexts are what the page says before the program runs, or where it
// cannot.
var loadingTexts = []entry{}
