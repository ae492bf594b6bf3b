package lab

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"raftarium/core/narrate"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// Outside carries out a line that stands outside the world, because it moves
// through time, concerns more than one terminal, or looks into the trace: seek,
// branch, open, world, scenario, type, waterfall, why, trace, and link without
// arguments.
// Handled is false for every other line, which belongs into a terminal. What it says, it says
// in English, and what is told of the world in a language.
func (l *Lab) Outside(lang narrate.Lang, line string) (r shell.Result, handled bool) {
	words := outsideWords(line)
	if len(words) == 0 {
		return r, false
	}
	var out string
	var err error
	switch args := words[1:]; words[0] {
	case "seek":
		err = l.seekTo(args)
	case "branch":
		out, err = l.branchTo(args)
	case "open":
		err = l.openLink(args)
	case "world":
		err = l.beginWorld(args)
	case "type":
		err = l.typeInto(line)
	case "waterfall":
		out, err = l.fallOf(args)
	case "scenario":
		out, err = l.playScenario(args)
	case "why":
		out, err = l.why(lang, args)
	case "trace":
		out, err = l.traceOf(lang, args)
	case "link":
		if len(args) > 0 {
			return r, false
		}
		out = l.Link() + "\n"
	default:
		return r, false
	}
	if err != nil {
		return shell.Result{Stderr: fmt.Sprintf("raftarium: %s: %v\n", words[0], err), Code: 1}, true
	}
	return shell.Result{Stdout: out}, true
}

// Without carries out a line that a terminal is about to be given, if the world's
// history need not have it: it stands outside the world (see Outside), or it only looks
// (see Peek) and would begin another history, or go to a world that runs elsewhere. What
// the command that runs there reads, and the rest of a line, are the world's. Done is
// false for every other line.
func (l *Lab) Without(lang narrate.Lang, terminal, line string, elsewhere bool) (r shell.Result, outside, done bool) {
	if l.Continues(terminal) || l.Reads(terminal) {
		return r, false, false
	}
	if r, outside = l.Outside(lang, line); outside {
		return r, true, true
	}
	if elsewhere || l.Past() {
		r, done = l.Peek(line)
	}
	return r, false, done
}

// outsideWords are the words of a line, each without the quotes around it. The
// verbs that stand outside the world take no words with blanks in them.
func outsideWords(line string) []string {
	words := strings.Fields(line)
	for i, w := range words {
		if n := len(w); n >= 2 && (w[0] == '"' || w[0] == '\'') && w[n-1] == w[0] {
			words[i] = w[1 : n-1]
		}
	}
	return words
}

func (l *Lab) seekTo(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("needs a moment, as in: seek 500ms, seek 2.5s, or seek 500 for milliseconds")
	}
	t, err := parseMoment(args[0])
	if err != nil {
		return err
	}
	l.Seek(t)
	return nil
}

// seekMax bounds the moment that one can go to by hand: ten days.
const seekMax = maxLinkTime

// parseMoment reads a moment: a number of milliseconds, or one with a unit.
func parseMoment(text string) (sim.Time, error) {
	t := sim.Time(-1)
	if ms, err := strconv.ParseFloat(text, 64); err == nil {
		t = sim.FromMilliseconds(ms)
	} else if d, err := time.ParseDuration(text); err == nil {
		t = sim.Time(d)
	} else {
		return 0, narrate.Fail("bad.moment", "text", narrate.Quoted(text))
	}
	if t < 0 || t > seekMax {
		return 0, narrate.Fail("bad.moment-far", "text", narrate.Quoted(text))
	}
	return t, nil
}

func (l *Lab) branchTo(args []string) (string, error) {
	switch len(args) {
	case 0:
		l.Branch()
		return fmt.Sprintf("branch %d\n", l.current), nil
	case 1:
		i, err := strconv.Atoi(args[0])
		if err != nil {
			return "", fmt.Errorf("%q is no number of a branch: there are 0 to %d", args[0], len(l.branches)-1)
		}
		return "", l.Enter(i)
	}
	return "", fmt.Errorf("takes nothing, to begin a branch here, or the number of one to enter")
}

func (l *Lab) openLink(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("needs a link, as the command link prints it")
	}
	opened, err := Open(args[0])
	if opened != nil {
		l.Replace(opened)
	}
	return err
}

// playScenario replaces the lab by one that has played a scenario, and is at its
// end. Without arguments it lists them.
func (l *Lab) playScenario(args []string) (string, error) {
	if len(args) == 0 {
		return scenarioList(), nil
	}
	off := true
	for _, option := range args[1:] {
		if option != "--with-rule" {
			return "", fmt.Errorf("unknown option '%s'; there is --with-rule", option)
		}
		off = false
	}
	s, err := FindScenario(args[0])
	if err != nil {
		return "", err
	}
	played, err := s.Play(l.env.config.Seed, off)
	if err != nil {
		return "", err
	}
	l.Replace(played)
	text, _ := host{}.Report(l.world)
	return text, nil
}

// scenarioList lists all scenarios, a line each: the name, the section, and what
// it is about.
func scenarioList() string {
	var b strings.Builder
	for _, s := range Scenarios() {
		fmt.Fprintf(&b, "%-26s %-9s %s\n", s.Name, s.Section, s.Title(narrate.English))
	}
	return b.String()
}

// beginWorld replaces the lab by a fresh one.
func (l *Lab) beginWorld(args []string) error {
	config, err := parseWorld(args)
	if err != nil {
		return err
	}
	fresh, err := New(config)
	if err != nil {
		return err
	}
	l.Replace(fresh)
	return nil
}

// typeInto gives a line to a terminal that need not be the one where it was
// typed, and does not wait for its end.
func (l *Lab) typeInto(line string) error {
	_, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	terminal, typed, ok := strings.Cut(strings.TrimSpace(rest), " ")
	if !ok {
		return fmt.Errorf("needs a terminal and a line for it, as in: type B etcdctl get message")
	}
	return l.Type(terminal, strings.TrimSpace(typed))
}

// Run types a line into a terminal and lets the world go on until the line has
// ended. A line that is not complete, such as one with an open quote, waits
// for the next one and has no result yet. Lines that stand outside the world
// are carried out as well.
func (l *Lab) Run(terminal, line string) (shell.Result, error) {
	return l.runWhile(terminal, &line, func(*shell.Terminal) bool { return true }, false)
}

// languageOf is the language that a terminal is told of the world in.
func languageOf(t *shell.Terminal) narrate.Lang {
	if t.Language() == shell.Chinese {
		return narrate.Chinese
	}
	return narrate.English
}

// lookEvery is after how many events RunWhile asks whether to go on.
const lookEvery = 512

// RunWhile is Run for lines that may never end, such as a watch: now and then it
// shows the terminal to goOn, and gives it Ctrl-C when goOn reports false. A line
// that reads what is typed has no result yet where it waits for that: the next
// one is what it reads.
func (l *Lab) RunWhile(terminal, line string, goOn func(*shell.Terminal) bool) (shell.Result, error) {
	return l.runWhile(terminal, &line, goOn, true)
}

// EndWhile is RunWhile for a line that reads what is typed, when no more is.
func (l *Lab) EndWhile(terminal string, goOn func(*shell.Terminal) bool) (shell.Result, error) {
	return l.runWhile(terminal, nil, goOn, true)
}

// runWhile types a line, or without one ends what is typed, and waits.
func (l *Lab) runWhile(terminal string, line *string, goOn func(*shell.Terminal) bool, asks bool) (shell.Result, error) {
	n := TerminalNamed(l.world, terminal)
	if n == sim.Nobody {
		return shell.Result{}, notOpen(terminal)
	}
	at := func() *shell.Terminal { return l.world.Actor(n).(*shell.Terminal) }
	if line != nil {
		if r, _, done := l.Without(languageOf(at()), terminal, *line, false); done {
			return r, nil
		}
	}
	before := at().Ended()
	var err error
	if line != nil {
		err = l.Type(terminal, *line)
	} else {
		err = l.EndInput(terminal)
	}
	if err != nil {
		return shell.Result{}, err
	}
	for events := 1; at().Ended() == before && !at().Continues() && at().Busy() && !(asks && line != nil && at().Reads()); events++ {
		if events%lookEvery == 0 && !goOn(at()) {
			if err := l.Interrupt(terminal); err != nil {
				return shell.Result{}, err
			}
			goOn = func(*shell.Terminal) bool { return true }
		}
		next := l.world.Next()
		if next == sim.Never {
			return shell.Result{}, fmt.Errorf("nothing happens any more, and the line has not ended")
		}
		l.Advance(next)
	}
	if at().Ended() == before {
		return shell.Result{}, nil
	}
	return at().Result(), nil
}

// Continues reports whether a terminal waits for the rest of a line.
func (l *Lab) Continues(terminal string) bool {
	t, ok := l.world.Actor(TerminalNamed(l.world, terminal)).(*shell.Terminal)
	return ok && t.Continues()
}

// Reads reports whether what is typed into a terminal next is read by the
// command that runs.
func (l *Lab) Reads(terminal string) bool {
	t, ok := l.world.Actor(TerminalNamed(l.world, terminal)).(*shell.Terminal)
	return ok && t.Reads()
}

// Complete returns what could stand in a terminal's line at a place.
func (l *Lab) Complete(line string, pos int) []string {
	return shell.Complete(host{}, l.world, line, pos)
}
