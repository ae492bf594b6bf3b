package narrate

// comparisonTexts stand around two branches side by side: what the other way has
// changed.
var comparisonTexts = []entry{
	{"panel.tab-compare", "Both", "并排"},
	{"compare.title", "Two branches side by side", "两个分支并排"},
	{"compare.at", "at {time}", "{time} 时"},
	{"compare.first", "The first difference", "最初的不同"},
	{"compare.only", "“{what}” is done in “{branch}” alone. Until then both are the same.", "“{what}”仅在“{branch}”中发生。此前两者相同。"},
	{"compare.both", "“{here}” is done in “{branch}”, “{there}” in “{other}”. Until then both are the same.", "“{branch}”中是“{here}”，“{other}”中是“{there}”。此前两者相同。"},
	{"compare.same", "Nothing was done yet on one of them alone: both are the same.", "两个分支都没有单独做过什么：它们相同。"},
	{"compare.parts", "first difference, {time}: {what}", "最初的不同，{time}：{what}"},
	{"compare.moment", "{time}", "{time}"},
	{"compare.far", "The other branch is being computed up to this moment.", "正在计算另一分支直到此刻。"},
	{"compare.now", "At this moment", "此刻"},
	{"compare.leader", "Leader", "领导者"},
	{"compare.nobody", "none", "无"},
	{"compare.term", "Term", "任期"},
	{"compare.up", "Members up", "运行中的成员"},
	{"compare.committed", "Committed", "已提交"},
	{"compare.revision", "Revision", "修订版本"},
	{"compare.keys", "Keys", "键"},
	{"compare.since", "What happened on one alone", "仅在其一发生的事"},
	{"compare.in", "{branch}: {what}", "{branch}：{what}"},
	{"compare.nothing", "nothing that the timeline marks", "时间轴上没有标记"},
	{"compare.enter", "Enter “{branch}”", "进入“{branch}”"},
	{"compare.with", "Compare with “{branch}”", "与“{branch}”比较"},
}
