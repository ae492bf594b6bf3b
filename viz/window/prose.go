package window

import (
	"unicode/utf8"

	"raftarium/viz/ink"
	"raftarium/viz/theme"
	"raftarium/viz/viewer"
)

// run is a piece of prose of one kind.
type run struct {
	text  string
	style string // as in viewer.LessonSpan
	url   string
	term  string // of the glossary, that it is explained by
}

// runsOf makes runs of a line, and finds the words that are explained.
func runsOf(line []viewer.LessonSpan, words *finder) (runs []run) {
	for _, s := range line {
		if words != nil && (s.Style == "" || s.Style == "strong" || s.Style == "em") {
			for _, r := range words.cut(s.Text) {
				r.style = s.Style
				runs = append(runs, r)
			}
		} else {
			runs = append(runs, run{text: s.Text, style: s.Style, url: s.URL})
		}
	}
	return runs
}

// column is where prose is set, from above.
type column struct {
	w        *Window
	x, width float32
	y        float32
	clip     rect
}

func (c *column) seen(y, height float32) bool { return y < c.clip.bottom() && y+height > c.clip.y }

// glyph is a character of a run.
type glyph struct {
	run      int
	at, size int
	advance  float32
	r        rune
}

// set sets runs as a paragraph. What is explained or leads elsewhere can be
// pressed.
func (c *column) set(runs []run, style ink.Style, colour theme.Colour, line float32) {
	styles := make([]ink.Style, len(runs))
	var glyphs []glyph
	for i := range runs {
		styles[i] = c.style(style, &runs[i])
		for at, r := range runs[i].text {
			glyphs = append(glyphs, glyph{i, at, utf8.RuneLen(r), c.w.typist.advance(r, styles[i]), r})
		}
	}
	start, chance, x := 0, -1, float32(0)
	for i := 0; i < len(glyphs); i++ {
		if i > start && mayBreak(glyphs[i-1].r, glyphs[i].r) {
			chance = i
		}
		if x+glyphs[i].advance > c.width && i > start && glyphs[i].r != ' ' {
			if chance <= start {
				chance = i
			}
			c.line(runs, styles, glyphs[start:chance], colour, line)
			i = chance // the rest of the word begins the next line
			start, chance, x = i, -1, 0
		}
		x += glyphs[i].advance
	}
	if start < len(glyphs) {
		c.line(runs, styles, glyphs[start:], colour, line)
	}
}

// style is that of a run within a text.
func (c *column) style(style ink.Style, r *run) ink.Style {
	switch r.style {
	case "code":
		return ink.Style{Family: theme.Mono, Size: max(theme.SizePanel, float32(int(style.Size*0.87)))}
	case "strong", "em":
		style.Bold = true
	}
	return style
}

// line writes the characters of a line, run by run.
func (c *column) line(runs []run, styles []ink.Style, glyphs []glyph, colour theme.Colour, high float32) {
	w, t := c.w, c.w.theme
	for len(glyphs) > 0 && glyphs[len(glyphs)-1].r == ' ' {
		glyphs = glyphs[:len(glyphs)-1]
	}
	x, visible := c.x, c.seen(c.y, high)
	for from := 0; from < len(glyphs); {
		to := from + 1
		for to < len(glyphs) && glyphs[to].run == glyphs[from].run {
			to++
		}
		r, style := &runs[glyphs[from].run], styles[glyphs[from].run]
		text := r.text[glyphs[from].at : glyphs[to-1].at+glyphs[to-1].size]
		size := w.typist.measure(text, style)
		base, ink0 := c.y+high/2+0.355*style.Size, colour
		if r.term != "" || r.url != "" {
			action := "window term " + r.term
			under := t.Line
			if r.url != "" {
				action, under, ink0 = "window follow "+r.url, t.Accent, t.Accent
			}
			if w.hovered(lessonArea) {
				under = t.Accent
			}
			if visible {
				w.sheet.level(x, float32(int(base))+3, size, under)
			}
			w.sheet.control(lessonArea, control{box: rect{x, c.y, size, high}, action: action, label: text, hidden: !visible})
		}
		if visible {
			w.sheet.text(x, base, text, style, ink.Start, ink0)
		}
		x += size
		from = to
	}
	c.y += high
}

// say writes a text of one kind.
func (c *column) say(text string, style ink.Style, colour theme.Colour, line float32) {
	if text != "" {
		c.set([]run{{text: text}}, style, colour, line)
	}
}
