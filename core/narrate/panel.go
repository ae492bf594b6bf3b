package narrate

var panelTexts = []entry{}

var stageTexts = []entry{}
