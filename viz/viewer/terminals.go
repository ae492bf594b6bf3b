package viewer

import (
	"slices"
	"strings"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// Terminal is a terminal as the page shows it.
type Terminal struct {
	ID      string   `json:"id"`
	Epoch   int      `json:"epoch"` // changes when lines before were rewritten
	Status  string   `json:"status"`
	Took    string   `json:"took,omitempty"` // shows where the time of its newest request went
	Busy    bool     `json:"busy"`
	Waiting string   `json:"waiting"` // the member that it waits for
	Prompt  string   `json:"prompt"`
	Lines   []Line   `json:"lines"`            // nil: as before
	From    uint64   `json:"from"`             // the ordinal of the first of Lines
	Start   uint64   `json:"start"`            // the ordinal of the oldest line that is kept
	History []string `json:"history"`          // nil: as before
	More    bool     `json:"more"`             // History follows the history that was told before
	Queued  []string `json:"queued,omitempty"` // lines that were typed while another runs
	Hint    *Hint    `json:"hint,omitempty"`   // what could be typed first
}

// Line is a line of a terminal.
type Line struct {
	Kind   string `json:"kind"` // in, out or err
	Text   string `json:"text"`
	Prompt string `json:"prompt,omitempty"` // of a line that the shell was given
}

// linesMax and linesBytesMax bound what is sent of a terminal at once.
const (
	linesMax      = 400
	linesBytesMax = 128 << 10
)

// queuedMost bounds how many of the lines are shown that wait for another to end.
const queuedMost = 8

// historyBytesMax bounds how much of a terminal's history is sent at once.
const historyBytesMax = 128 << 10

// pane is what the page has of a terminal.
type pane struct {
	rewinds int
	epoch   uint64
	extra   int
	next    uint64 // the first line that it does not have, or has but incompletely
	history []string
}

func (v *Viewer) terminals() []Terminal {
	list := []Terminal{}
	for n, t := range lab.Terminals(v.lab.World()) {
		list = append(list, v.terminalView(n, t))
	}
	return list
}

func (v *Viewer) terminalView(n sim.Node, t *shell.Terminal) Terminal {
	name := t.Name()
	out := Terminal{ID: name, Busy: t.Busy(), Prompt: t.Prompt(), Status: v.status(t), Epoch: v.lab.Rewinds() + len(v.outside[name])}
	if at, ok := t.WaitingAt(); ok {
		out.Waiting = v.nodeName(at)
	}
	queued := t.Queued()
	out.Queued, out.Hint = queued[:min(len(queued), queuedMost)], v.hint(t)
	if t.Journey().Message != 0 {
		out.Took = "time " + name
	}
	before, known := v.panes[name]
	now := pane{rewinds: out.Epoch, epoch: t.Screen().Epoch(), extra: len(v.outside[name]), history: t.History()}
	all := !known || before.rewinds != now.rewinds
	now.next = before.next
	if all || before.epoch != now.epoch {
		out.Lines, out.From, out.Start, now.next = v.lines(t, before.next, all)
	}
	fresh := now.history
	if !all {
		fresh = since(before.history, now.history)
	}
	if all || len(fresh) > 0 {
		out.History, out.More = newest(fresh), !all
	}
	v.panes[name] = now
	return out
}

// since returns which lines of a history are new: a history grows, and loses
// the oldest.
func since(before, now []string) []string {
	if len(before) == len(now) && (len(now) == 0 || &before[0] == &now[0]) {
		return nil
	}
	for lost := range before {
		if kept := len(before) - lost; kept <= len(now) && slices.Equal(before[lost:], now[:kept]) {
			return now[kept:]
		}
	}
	return now
}

// newest returns as much of the end of a history as is sent at once, not nil.
func newest(history []string) []string {
	bytes, from := 0, len(history)
	for from > 0 && bytes+len(history[from-1]) <= historyBytesMax {
		from--
		bytes += len(history[from])
	}
	return append([]string{}, history[from:]...)
}

// status says who answered last, and how fast.
func (v *Viewer) status(t *shell.Terminal) string {
	j := t.Journey()
	if at, ok := t.WaitingAt(); ok {
		return v.text("terminal.waiting", narrate.Str("member", v.nodeName(at)))
	}
	if v.lesson != nil && (v.lesson.showing || v.lesson.pending) {
		return v.text("ui.lesson-types")
	}
	switch {
	case j.Answered == 0 && t.Busy():
		return v.text("terminal.running") // until it is asked again, say, after its member has crashed
	case j.Answered == 0:
		return v.text("terminal.ready")
	}
	return v.text("terminal.answered-by", narrate.Str("member", v.nodeName(j.Server)), narrate.Span("time", j.Answered-j.Sent))
}

// lines returns the lines of a terminal from one on, or the newest of all of
// them; the ordinal of the first; the oldest that is there; and from which on
// the next frame has to look. What was printed outside the world stands
// between the lines of the screen, or at the end once time has gone back.
func (v *Viewer) lines(t *shell.Terminal, from uint64, all bool) (lines []Line, first, start, next uint64) {
	screen := t.Screen()
	extra := v.outside[t.Name()]
	merged := screen.Next() - screen.First() + uint64(len(extra))
	start = screen.First()
	end := start + merged
	if all || from < start {
		from = start
	}
	bytes := 0
	place := end
	lines = []Line{}
	pick := func(kind shell.LineKind, text string) bool {
		place--
		if place < from || len(lines) >= linesMax || bytes > linesBytesMax {
			place++
			return false
		}
		bytes += len(text)
		lines = append(lines, shownLine(kind, text))
		return true
	}
	e := len(extra)
	number := screen.Next()
	for {
		if e > 0 && (extra[e-1].after >= number || number == screen.First()) {
			if e--; !pick(extra[e].kind, extra[e].text) {
				break
			}
			continue
		}
		if number == screen.First() {
			break
		}
		number--
		line, _ := screen.At(number)
		if !pick(line.Kind, line.Text) {
			break
		}
	}
	for i, j := 0, len(lines)-1; i < j; i, j = i+1, j-1 {
		lines[i], lines[j] = lines[j], lines[i]
	}
	next = end
	if last, ok := screen.At(screen.Next() - 1); ok && last.Open && screen.Next() > 0 {
		next--
	}
	return lines, place, max(start, place-min(place, linesMax)), next
}

var lineKinds = map[shell.LineKind]string{shell.Echo: "in", shell.Stdout: "out", shell.Stderr: "err"}

func shownLine(kind shell.LineKind, text string) Line {
	line := Line{Kind: lineKinds[kind], Text: text}
	if kind != shell.Echo {
		return line
	}
	for _, prompt := range []string{"$ ", "> "} {
		if rest, ok := strings.CutPrefix(text, prompt); ok {
			line.Text, line.Prompt = rest, prompt
			return line
		}
	}
	return line // typed to a command that reads it, or the sign of an interrupt
}

// Resend makes the next frame hold everything, for a page that has nothing.
func (v *Viewer) Resend() {
	v.panes, v.frames = map[string]pane{}, frames{}
}
