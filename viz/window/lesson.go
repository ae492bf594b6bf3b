package window

import (
	"slices"
	"strconv"
	"strings"

	"raftarium/core/narrate"
	"raftarium/viz/ink"
	"raftarium/viz/theme"
	"raftarium/viz/viewer"
)

// reading is the lesson that is open, as it is shown here.
type reading struct {
	view *viewer.LessonView // nil: none is open
	told *byte              // the first of its JSON, which is another when it changes
	lang narrate.Lang

	blocks, after []block
	question      []run
	answers       [][]run
	hints         [][]run // of the question or of the goal
	goal          []run

	shown  string  // the lesson and step that are scrolled
	scroll float32 // of its text
	most   float32 // how far it can be scrolled
	typed  string  // the terminal that the lesson has typed in last
	term   string  // that is explained, "" for none
	termAt rect
}

// block is a block of prose.
type block struct {
	kind  string // as in viewer.LessonText
	first int    // as there
	items [][]run
}

// takeLesson takes over what the view says of the lesson that is open.
func (w *Window) takeLesson() {
	r, raw := &w.reading, w.view.Lesson
	if len(raw) == 0 || r.told == &raw[0] && r.lang == w.lang {
		return
	}
	r.told, r.lang = &raw[0], w.lang
	l := w.viewer.LessonView()
	if l == nil {
		if r.view != nil {
			*r = reading{told: r.told, lang: w.lang}
		}
		return
	}
	words := (*finder)(nil)
	if library := w.viewer.Library(); library != nil {
		words = newFinder(library.Terms(w.lang))
	}
	if r.view == nil { // it is to be read
		w.focused, w.drawer = "", false
	}
	r.view = l
	r.blocks = blocksOf(l.Blocks, words)
	r.question, r.answers, r.hints, r.goal = nil, nil, nil, nil
	if q := l.Question; q != nil {
		r.question = runsOf(q.Text, words)
		for i := range q.Answers {
			r.answers = append(r.answers, runsOf(q.Answers[i].Text, nil))
		}
		if len(q.Hint) > 0 {
			r.hints = append(r.hints, runsOf(q.Hint, words))
		}
	}
	r.after = blocksOf(l.After, words)
	if g := l.Goal; g != nil {
		r.goal = runsOf(g.Text, words)
		for _, hint := range g.Hints {
			r.hints = append(r.hints, runsOf(hint, words))
		}
	}
	if at := w.viewer.LessonID() + " " + strconv.Itoa(l.Step); r.shown != at {
		r.shown, r.scroll, r.term = at, 0, ""
	}
	if l.Terminal != r.typed {
		r.typed = l.Terminal
		w.bringTerminal(l.Terminal)
	}
	w.keepProgress(l)
}

func blocksOf(texts []viewer.LessonText, words *finder) (list []block) {
	for _, t := range texts {
		b := block{kind: t.Kind}
		for _, item := range t.Items {
			b.items = append(b.items, runsOf(item, words))
		}
		list = append(list, b)
	}
	return list
}

// Heights of a lesson's parts in logical pixels.
const (
	lessonHead = 76
	lessonFoot = 56
)

// buildLesson lays the lesson out: its text, and over what of it is scrolled
// away, where one is and the way on.
func (w *Window) buildLesson() {
	r := w.frame.lesson
	if w.reading.view == nil || r.h <= 0 {
		return
	}
	s, t := &w.sheet, w.theme
	pad := w.frame.margin
	s.fill(r, 0, t.Paper)
	s.control(lessonArea, control{kind: scrollControl, box: r, plain: true})
	inner := rect{r.x + pad, r.y + lessonHead, r.w - 2*pad, r.h - lessonHead - lessonFoot}
	c := column{w: w, x: inner.x, width: min(inner.w, 560), clip: inner, y: inner.y + 8 - w.reading.scroll}
	top := c.y
	w.lessonBody(&c)
	w.reading.most = max(0, c.y-top+24-inner.h)
	if w.reading.scroll > w.reading.most { // it has become shorter
		w.reading.scroll = w.reading.most
		w.changed()
	}
	s.fill(rect{r.x, r.y, r.w, lessonHead}, 0, t.Paper)
	s.fill(rect{r.x, inner.bottom(), r.w, lessonFoot}, 0, t.Paper)
	if content := c.y - top + 24; content > inner.h {
		size := max(24, (inner.h-8)*inner.h/content)
		y := inner.y + 4 + (inner.h-8-size)*w.reading.scroll/w.reading.most
		s.fill(rect{r.right() - 8, y, 3, size}, 1.5, t.Line)
	}
	w.lessonHead(r, pad)
	w.lessonFoot(rect{inner.x, inner.bottom(), inner.w, lessonFoot})
	if r.right() < w.width {
		s.upright(r.right()-1, r.y, r.h, t.Hair)
	} else {
		s.level(r.x, r.y, r.w, t.Line)
	}
}

// lessonHead is where one is: which lesson, which step, and the way to each.
func (w *Window) lessonHead(r rect, pad float32) {
	s, t, l := &w.sheet, w.theme, w.reading.view
	right := r.right() - pad
	leave := button{icon: closeIcon, action: "lesson close", label: w.text("ui.lesson-leave"), bare: true, width: buttonHeight}
	right -= w.button(lessonArea, right-buttonHeight, r.y+18, leave)
	if w.frame.sheet && len(w.panes) > 0 {
		b := button{icon: promptIcon, action: "window terminal " + w.panes[0].id, label: w.text("ui.terminals"), bare: true, width: buttonHeight}
		right -= w.button(lessonArea, right-buttonHeight-4, r.y+18, b) + 4
	}
	step := []narrate.Arg{narrate.Num("step", l.Step+1), narrate.Num("steps", len(l.Steps))}
	place := w.text("ui.lesson-step", step...)
	if n, all, challenge := w.lessonPlace(); challenge {
		place = w.text("ui.challenge-place", narrate.Num("n", n), narrate.Num("all", all))
	} else if n > 0 {
		place = w.text("ui.lesson-place", append(step, narrate.Num("n", n), narrate.Num("all", all))...)
	}
	s.text(r.x+pad, r.y+37, w.typist.within(place, ui(theme.SizeControl, false), right-r.x-pad-8), ui(theme.SizeControl, false), ink.Start, t.Ink3)

	const gap = 4
	n := float32(len(l.Steps))
	each := (r.w - 2*pad - gap*(n-1)) / n
	for i, title := range l.Steps {
		box := rect{r.x + pad + float32(i)*(each+gap), r.y + 48, each, 20}
		c := t.Hair
		switch {
		case i < l.Step:
			c = t.Ink
		case i == l.Step:
			c = t.Accent
		}
		high := float32(4)
		if w.hovered(lessonArea) {
			high = 8
		}
		s.fill(rect{box.x, box.y + 8, box.w, high}, 0, c)
		label := strconv.Itoa(i+1) + ": " + title
		s.control(lessonArea, control{box: box, action: "lesson step " + strconv.Itoa(i+1), label: label, tip: true})
	}
}

// lessonPlace is the place of the lesson among those of the library, or of the challenge
// among these; 0 if it is none of them.
func (w *Window) lessonPlace() (n, all int, challenge bool) {
	entries := w.entries()
	at := slices.IndexFunc(entries, func(e viewer.LessonEntry) bool { return e.ID == w.viewer.LessonID() })
	if at < 0 {
		return 0, 0, false
	}
	challenge = entries[at].Challenge
	for i, e := range entries {
		if e.Challenge != challenge {
			continue
		}
		if all++; i == at {
			n = all
		}
	}
	return n, all, challenge
}

// lessonFoot is the way on.
func (w *Window) lessonFoot(r rect) {
	s, t, l := &w.sheet, w.theme, w.reading.view
	s.level(r.x, r.y, r.w, t.Hair)
	y := r.y + (r.h-buttonHeight)/2
	back := button{icon: leftIcon, text: w.text("ui.lesson-back"), action: "lesson back", disabled: l.Step == 0}
	left := r.x + w.button(lessonArea, r.x, y, back) + 12
	next := button{after: rightIcon}
	then := w.text("ui.lesson-end")
	switch after := w.entryAfter(w.viewer.LessonID()); {
	case l.Playing:
		next.text, next.action, then = w.text("ui.lesson-skip"), "lesson skip", ""
	case l.Step+1 < len(l.Steps):
		next.text, next.action = w.text("ui.lesson-next"), "lesson next"
		then = w.text("ui.lesson-then", narrate.Str("title", l.Steps[l.Step+1]))
	case after != nil:
		next.text, next.action, then = w.text("ui.lesson-next-lesson"), "window lesson "+after.ID, after.Title
	}
	right := r.right()
	if next.action != "" {
		right -= w.widthOf(&next)
		w.button(lessonArea, right, y, next)
		right -= 12
	}
	s.text(right, y+19, w.typist.within(then, panelStyle, right-left), panelStyle, ink.End, t.Ink3)
}

var (
	lessonTitle = ink.Style{Family: theme.Serif, Bold: true, Size: theme.SizeLesson}
	lessonStep  = ink.Style{Family: theme.Serif, Bold: true, Size: theme.SizeNarration}
	proseStyle  = ink.Style{Family: theme.Serif, Size: theme.SizeProse}
	askedStyle  = ink.Style{Bold: true, Size: theme.SizeProse}
	answerStyle = ink.Style{Size: theme.SizeHead}
)

// lessonBody is the text of a step, its question or goal, and what is said once
// the run has answered.
func (w *Window) lessonBody(c *column) {
	t, r := w.theme, &w.reading
	l := r.view
	if l.Step == 0 {
		c.say(l.Title, lessonTitle, t.Ink, 32)
		about := append([]string{w.text("ui.lesson-minutes", narrate.Num("n", l.Minutes))}, l.Sections...)
		c.say(strings.Join(about, " · "), panelStyle, t.Ink3, 20)
		c.y += 16
	}
	c.say(l.Steps[l.Step], lessonStep, t.Ink, 24)
	c.y += 8
	w.lessonBlocks(c, r.blocks)
	if l.Question != nil {
		w.lessonQuestion(c, l.Question)
	}
	w.lessonBlocks(c, r.after)
	if l.Goal != nil {
		w.lessonGoal(c, l.Goal)
	}
	if l.Failure != "" {
		c.boxed(12, 8, t.DangerSoft, t.Danger, func(c *column) {
			c.say(w.text("ui.lesson-fails", narrate.Str("why", l.Failure)), ui(theme.SizeControl, false), t.Ink, 20)
		})
	}
}

func (w *Window) lessonBlocks(c *column, blocks []block) {
	t := w.theme
	line := float32(26)
	if w.lang == narrate.Chinese {
		line = 28
	}
	for i := range blocks {
		b := &blocks[i]
		switch b.kind {
		case "h":
			c.set(b.items[0], askedStyle, t.Ink, 24)
			c.y += 4
			continue
		case "pre":
			c.boxed(12, 8, t.Sunken, 0, func(c *column) {
				for _, item := range b.items {
					for _, r := range item {
						for _, text := range strings.Split(r.text, "\n") {
							c.say(text, monoStyle, t.Ink, lineHeight)
						}
					}
				}
			})
		case "ul", "ol":
			const indent = 24
			for n, item := range b.items {
				mark := "•"
				if b.kind == "ol" {
					mark = strconv.Itoa(b.first+n) + "."
				}
				if c.seen(c.y, line) {
					w.sheet.text(c.x+indent-8, c.y+line/2+0.355*theme.SizeProse, mark, proseStyle, ink.End, t.Ink2)
				}
				in := column{w: w, x: c.x + indent, width: c.width - indent, y: c.y, clip: c.clip}
				in.set(item, proseStyle, t.Ink, line)
				c.y = in.y + 4
			}
		default:
			c.set(b.items[0], proseStyle, t.Ink, line)
		}
		c.y += 12
	}
}

// boxed sets something on a ground of its own, with an edge if it has a colour.
func (c *column) boxed(padX, padY float32, ground, edge theme.Colour, set func(c *column)) {
	s := &c.w.sheet
	at := len(s.items)
	s.fill(rect{}, 0, ground)
	s.outline(rect{}, 0, 1, edge)
	in := column{w: c.w, x: c.x + padX, width: c.width - 2*padX, y: c.y + padY, clip: c.clip}
	set(&in)
	box := rect{c.x, c.y, c.width, in.y + padY - c.y}
	s.items[at].box = box.within(c.clip)
	if edge == 0 {
		s.items = slices.Delete(s.items, at+1, at+2)
	} else {
		s.items[at+1].box = rect{box.x + 0.5, box.y + 0.5, box.w - 1, box.h - 1}
	}
	c.y = box.bottom()
}

// lessonQuestion is what is asked, what is typed to find out, and the answers.
func (w *Window) lessonQuestion(c *column, q *viewer.Question) {
	t, r := w.theme, &w.reading
	c.asks(r.question)
	for _, typed := range q.Lines {
		c.say(typed, monoStyle, t.Ink2, 20)
		c.y += 4
	}
	c.y += 8
	open := !q.Answered && !q.Running
	for i := range q.Answers {
		w.answer(c, i, &q.Answers[i], open, q.Answered)
		c.y += 8
	}
	c.y += 4
	if open {
		chosen := slices.ContainsFunc(q.Answers, func(a viewer.AnswerView) bool { return a.Chosen })
		buttons := []button{{text: w.text("ui.lesson-run"), action: "lesson run", main: chosen, disabled: !chosen, why: w.text("ui.lesson-choose")}}
		if q.HasHint {
			buttons = append(buttons, button{text: w.text("ui.lesson-hint"), action: "lesson hint", bare: true})
		}
		c.buttons(buttons)
	}
	if q.Running {
		c.say(w.text("ui.lesson-playing"), answerStyle, t.Ink3, 20)
		c.y += 12
	}
	c.hints(r.hints)
	c.y += 16
}

// asks sets what is asked, under a heavy line.
func (c *column) asks(text []run) {
	c.y += 4
	if c.seen(c.y, 2) {
		c.w.sheet.fill(rect{c.x, float32(int(c.y)), c.width, 2}, 0, c.w.theme.Ink)
	}
	c.y += 14
	c.set(text, askedStyle, c.w.theme.Ink, 24)
	c.y += 4
}

// answer is one that can be chosen.
func (w *Window) answer(c *column, i int, a *viewer.AnswerView, open, answered bool) {
	const padX, padY, mark, gap = 14, 9, 16, 10
	s, t := &w.sheet, w.theme
	edge, stroke, colour := t.Line, float32(1), t.Ink
	switch {
	case a.Right:
		edge, stroke = t.Ink, theme.StrokeCell
	case a.Chosen:
		edge, stroke = t.Accent, theme.StrokeCell
	case !open:
		edge, colour = t.Hair, t.Ink2
	case w.hovered(lessonArea):
		edge = t.Ink
	}
	at := len(s.items)
	s.fill(rect{}, theme.CornerControl, t.Raised)
	s.outline(rect{}, theme.CornerControl, stroke, edge)
	in := column{w: w, x: c.x + padX + mark + gap, width: c.width - 2*padX - mark - gap, y: c.y + padY, clip: c.clip}
	in.set(w.reading.answers[i], answerStyle, colour, 20)
	label := ""
	for _, r := range w.reading.answers[i] {
		label += r.text
	}
	switch {
	case a.Right:
		in.say(w.text("ui.lesson-right"), panelStyle, t.Ink3, 20)
	case answered && a.Chosen:
		in.say(w.text("ui.lesson-yours"), panelStyle, t.Ink3, 20)
	}
	box := rect{c.x, c.y, c.width, max(38, in.y+padY-c.y)}
	s.items[at].box = box
	s.items[at+1].box = box.grown(-stroke / 2)
	visible := c.seen(box.y, box.h)
	if x, y := box.x+padX, box.y+padY+2; visible && a.Right {
		s.icon(x, y, checkIcon, t.Ink)
	} else if visible {
		ring := t.Line
		if a.Chosen {
			ring = t.Accent
			s.disc(x+8, y+8, 4, t.Accent)
		}
		s.outline(rect{x + 1, y + 1, mark - 2, mark - 2}, mark/2-1, theme.StrokeCell, ring)
	}
	s.control(lessonArea, control{box: box, action: "lesson choose " + strconv.Itoa(i+1), label: label, disabled: !open, inset: true, hidden: !visible})
	c.y = box.bottom()
}

// buttons lays buttons out beside each other.
func (c *column) buttons(list []button) {
	x := c.x
	for _, b := range list {
		b.hidden = !c.seen(c.y, buttonHeight)
		x += c.w.button(lessonArea, x, c.y, b) + 8
	}
	c.y += buttonHeight
}

// hints sets hints beside an upright line.
func (c *column) hints(list [][]run) {
	for _, hint := range list {
		c.y += 12
		in := column{w: c.w, x: c.x + 16, width: c.width - 16, y: c.y, clip: c.clip}
		in.set(hint, answerStyle, c.w.theme.Ink, 20)
		bar := rect{c.x, c.y, 4, in.y - c.y}.within(c.clip)
		c.w.sheet.fill(bar, 0, c.w.theme.Line)
		c.y = in.y
	}
}

// lessonGoal is what is to be reached, with how little, and how far one is.
func (w *Window) lessonGoal(c *column, g *viewer.GoalView) {
	t := w.theme
	c.asks(w.reading.goal)
	if len(g.Allow) > 0 {
		c.say(w.text("ui.lesson-allowed", narrate.Str("verbs", strings.Join(g.Allow, ", "))), answerStyle, t.Ink3, 20)
		c.y += 8
	}
	style, colour := answerStyle, t.Ink
	switch {
	case g.Reached:
		style.Bold = true
		if c.seen(c.y, 20) {
			w.sheet.icon(c.x, c.y+2, checkIcon, t.Ink)
		}
	case g.Refused != "":
		colour = t.Danger
	}
	in := *c
	if g.Reached {
		in.x, in.width = c.x+24, c.width-24
	}
	in.say(g.Told, style, colour, 20)
	c.y = in.y + 8
	if best := w.progress[w.viewer.LessonID()].Best; best > 0 {
		c.say(w.text("ui.lesson-best", narrate.Num("n", best)), answerStyle, t.Ink3, 20)
		c.y += 8
	}
	c.hints(w.reading.hints)
	c.y += 12
	buttons := []button{{text: w.text("ui.lesson-again"), action: "lesson again"}}
	if g.More {
		buttons = append(buttons, button{text: w.text("ui.lesson-hint"), action: "lesson hint", bare: true})
	}
	c.buttons(buttons)
	c.y += 16
}
