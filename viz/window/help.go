package window

import (
	"raftarium/viz/ink"
	"raftarium/viz/theme"
)

// helpKeys are the keys, as they stand on them, and what they do.
var helpKeys = []struct {
	keys []string
	text string
	from bool // from the first to the last
}{
	{[]string{"Space"}, "help.key-play", false},
	{[]string{"→"}, "help.key-step", false},
	{[]string{"←"}, "help.key-back", false},
	{[]string{"[", "]"}, "help.key-jump", false},
	{[]string{"f"}, "help.key-follow", false},
	{[]string{"h"}, "help.key-hurry", false},
	{[]string{"b"}, "help.key-branch", false},
	{[]string{"x"}, "help.key-compare", false},
	{[]string{"1", "9"}, "help.key-member", true},
	{[]string{"Shift F10"}, "help.key-menu", false},
	{[]string{"v"}, "help.key-view", false},
	{[]string{"r", "s", "k", "d"}, "help.key-views", false},
	{[]string{"↑", "↓"}, "help.key-move", false},
	{[]string{"Shift ←", "→"}, "help.key-move-aside", false},
	{[]string{"c"}, "help.key-knobs", false},
	{[]string{"+", "−", "0"}, "help.key-zoom", false},
	{[]string{",", "."}, "help.key-pan", false},
	{[]string{"t"}, "help.key-terminal", false},
	{[]string{"p"}, "help.key-present", false},
	{[]string{"m"}, "window.key-film", false},
	{[]string{"l"}, "help.key-lessons", false},
	{[]string{"PgUp", "PgDn"}, "help.key-lesson", false},
	{[]string{"PgUp", "PgDn"}, "help.key-remote", false},
	{[]string{"b", "."}, "help.key-black", false},
	{[]string{"End"}, "help.key-live", false},
	{[]string{"Esc"}, "help.key-close", false},
	{[]string{"?"}, "help.key-help", false},
	{[]string{"Tab"}, "help.key-complete", false},
	{[]string{"↑", "↓"}, "help.key-history", false},
	{[]string{"Ctrl C"}, "help.key-interrupt", false},
	{[]string{"Ctrl Shift C"}, "window.key-copy", false},
	{[]string{"Ctrl Shift V"}, "window.key-paste", false},
	{[]string{"Ctrl +", "−", "0"}, "window.key-size", false},
	{[]string{"Ctrl P"}, "window.key-print", false},
	{[]string{"Ctrl V"}, "window.key-open", false},
}

// helpTry are commands to try, and what they do.
var helpTry = []struct{ line, text string }{
	{`etcdctl put message "hello world"`, "help.try-put"},
	{"etcdctl get message", "help.try-get"},
	{`curl http://127.0.0.1:2379/v2/keys/message -XPUT -d value="hello"`, "help.try-curl"},
	{"curl http://127.0.0.1:2379/v2/members", "help.try-members"},
	{"crash 1", "help.try-crash"},
	{"cut 1 2", "help.try-cut"},
	{"heal", "help.try-heal"},
	{"cluster 3", "help.try-cluster"},
	{"scenario", "help.try-scenario"},
	{"help", "help.try-help"},
}

var keyStyle = ink.Style{Family: theme.Mono, Size: theme.SizeTick}

// buildHelp lays out the help over everything: keys, legend, commands.
func (w *Window) buildHelp() { w.buildOver(min(920, w.width-32), w.helpBody, "help.title") }

// helpBody lays out what is in the help, and returns how high that is: three
// columns, or two and the commands below them.
func (w *Window) helpBody(r rect) float32 {
	const gap, pad, threeFrom = 32, 24, 760
	t := w.theme
	column := (r.w - 2*pad - 2*gap) / 3.2
	if r.w < threeFrom {
		column = (r.w - 2*pad - gap) / 2
	}
	top := r.y + 64
	x, end := r.x+pad, float32(0)
	for i, title := range [...]string{"help.keys", "help.legend", "help.try"} {
		if i == 2 && r.w < threeFrom {
			x, top = r.x+pad, end+16
		}
		w.helpTitle(x, top, title)
		y := top + 28
		switch i {
		case 0:
			for j := range helpKeys {
				y += w.helpKey(x, y, column, j) + 6
			}
		case 1:
			for j := range legend {
				y += w.legendRow(x, y, column, j) + 4
			}
		case 2:
			for j := range helpTry {
				y += w.tryRow(x, y, r.right()-pad-x, j) + 6
			}
		}
		end = max(end, y)
		x += column + gap
	}
	end += 10
	style := ui(theme.SizeControl, false)
	for _, l := range w.typist.wrap(w.text("help.mouse"), style, r.w-2*pad) {
		w.sheet.text(r.x+pad, end+15, l, style, ink.Start, t.Ink2)
		end += 20
	}
	return end + pad - r.y
}

func (w *Window) helpTitle(x, y float32, id string) {
	w.sheet.text(x, y+15, w.text(id), panelBold, ink.Start, w.theme.Ink)
}

// helpKey is a row of keys and what they do; it returns how high it is.
func (w *Window) helpKey(x, y, width float32, i int) float32 {
	const keys = 84
	s, t := &w.sheet, w.theme
	row := &helpKeys[i]
	at := x
	for j, key := range row.keys {
		if j > 0 && row.from {
			s.text(at, y+15, "–", panelStyle, ink.Start, t.Ink2)
			at += w.typist.measure("–", panelStyle) + 4
		}
		box := rect{float32(int(at)), y + 1, whole(w.typist.measure(key, keyStyle) + 10), 18}
		s.outline(rect{box.x + 0.5, box.y + 0.5, box.w - 1, box.h - 1}, theme.CornerCell, 1, t.Line)
		s.text(box.x+5, y+14, key, keyStyle, ink.Start, t.Ink2)
		at = box.right() + 4
	}
	return w.helpText(max(x+keys, at+4), y, width-max(keys, at+4-x), row.text)
}

func (w *Window) helpText(x, y, width float32, id string) float32 {
	lines := w.typist.wrap(w.text(id), panelStyle, width)
	for i, l := range lines {
		w.sheet.text(x, y+15+float32(i)*18, l, panelStyle, ink.Start, w.theme.Ink)
	}
	return 20 + float32(len(lines)-1)*18
}

// tryRow is a command that a press puts into terminal A.
func (w *Window) tryRow(x, y, width float32, i int) float32 {
	s, t := &w.sheet, w.theme
	row := &helpTry[i]
	lines := w.typist.wrap(row.line, monoStyle, width)
	for j, l := range lines {
		s.text(x, y+14+float32(j)*16, l, monoStyle, ink.Start, t.Accent)
	}
	height := 18 + float32(len(lines)-1)*16
	s.control(helpArea, control{box: rect{x, y, width, height}, action: "window try " + row.line, label: row.line})
	for _, l := range w.typist.wrap(w.text(row.text), ui(theme.SizeTick, false), width) {
		s.text(x, y+height+12, l, ui(theme.SizeTick, false), ink.Start, t.Ink3)
		height += 16
	}
	return height
}
