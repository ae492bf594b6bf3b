package viewer

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/panel"
)

// Act carries out an action. The error is a sentence for the viewer; nothing
// is changed then.
func (v *Viewer) Act(action string) error {
	verb, rest, _ := strings.Cut(strings.TrimSpace(action), " ")
	rest = strings.TrimSpace(rest)
	v.Return()
	v.changed()
	if verb != "menu" {
		v.menu = nil
	}
	do, ok := actions[verb]
	if !ok {
		return fmt.Errorf("there is no action %q", verb)
	}
	return do(v, rest)
}

// actions are what can be done, by the first word.
var actions map[string]func(v *Viewer, rest string) error

func init() {
	actions = map[string]func(v *Viewer, rest string) error{
		"play":     func(v *Viewer, _ string) error { v.play(true); return nil },
		"pause":    func(v *Viewer, _ string) error { v.play(false); return nil },
		"toggle":   func(v *Viewer, _ string) error { v.play(!v.playing && !v.searching()); return nil },
		"step":     (*Viewer).actStep,
		"back":     (*Viewer).actBack,
		"speed":    (*Viewer).actSpeed,
		"seek":     (*Viewer).actSeek,
		"jump":     (*Viewer).actJump,
		"branch":   func(v *Viewer, _ string) error { v.play(false); v.lab.Branch(); return nil },
		"enter":    (*Viewer).actEnter,
		"do":       (*Viewer).actDo,
		"knobs":    (*Viewer).actKnobs,
		"live":     (*Viewer).actLive,
		"scenario": (*Viewer).actScenario,
		"lesson":   (*Viewer).actLesson,
		"select":   (*Viewer).actSelect,
		"why":      (*Viewer).actWhy,
		"violated": (*Viewer).actViolated,
		"code":     (*Viewer).actCode,
		"tab":      func(v *Viewer, rest string) error { v.tab = rest; v.asked++; return nil },
		"menu":     (*Viewer).actMenu,
		"terminal": (*Viewer).actTerminal,
		"lang":     (*Viewer).actLang,
		"theme":    (*Viewer).actTheme,
		"hurry":    (*Viewer).actHurry,
		"time":     (*Viewer).actTime,
		"follow":   (*Viewer).actFollow,
		"compare":  (*Viewer).actCompare,
		"view":     (*Viewer).actView,
		"zoom":     (*Viewer).actZoom,
		"pan":      (*Viewer).actPan,
		"move":     (*Viewer).actMove,
		"present":  (*Viewer).actPresent,
		"tell":     (*Viewer).actTell,
		"close":    func(*Viewer, string) error { return nil }, // the menu, as every action does
	}
}

func (v *Viewer) play(on bool) {
	v.abandon()
	v.playing, v.carry = on, 0
	if on {
		v.stepped = false
	} else {
		v.leave()
	}
}

// actScenario plays a story in a fresh lab, with the rule that it proves off
// unless "on" follows its name, and shows it from its beginning.
func (v *Viewer) actScenario(rest string) error {
	name, on, _ := strings.Cut(rest, " ")
	s, err := lab.FindScenario(name)
	if err != nil {
		return err
	}
	l, err := s.Play(1, on != "on")
	if err != nil {
		return err
	}
	l.Seek(0)
	v.SetLab(l)
	v.opening = 0
	v.play(true)
	return nil
}

func (v *Viewer) actStep(string) error {
	v.play(false)
	v.opening = 0
	v.stepped = true
	v.showNewest()
	v.lab.StepEvent()
	return nil
}

func (v *Viewer) actBack(string) error {
	v.play(false)
	v.opening = 0
	v.stepped = true
	v.showNewest()
	v.lab.StepBack()
	return nil
}

func (v *Viewer) actSpeed(rest string) error {
	x, err := strconv.ParseFloat(rest, 64)
	if err != nil || !(x > 0) {
		return fmt.Errorf("%q is no speed: from 0.001 to 10", rest)
	}
	if x < SpeedMin || x > SpeedMax {
		return fmt.Errorf("the speed %s is not between 0.001 and 10", rest)
	}
	if v.following() && x != 1 {
		v.leave()
	}
	v.speed = x
	return nil
}

func (v *Viewer) actSeek(rest string) error {
	ms, err := strconv.ParseFloat(rest, 64)
	if err != nil || !(ms >= 0) {
		return fmt.Errorf("%q is no moment in milliseconds", rest)
	}
	if ms > momentMax {
		return fmt.Errorf("%s ms is beyond ten days", rest)
	}
	v.goTo(sim.FromMilliseconds(ms))
	return nil
}

// momentMax is the last moment that one can go to by hand, in milliseconds.
const momentMax = 10 * 24 * 3600 * 1000

// goTo goes to a moment and stays there.
func (v *Viewer) goTo(t sim.Time) {
	v.play(false)
	v.opening, v.stepped = 0, false
	if !v.lab.SeekSome(t, seekBudget) {
		v.goal = &goal{until: t}
	}
}

// seekBudget is how many events a seek may take at once; it goes on in the
// next ticks if they do not suffice.
const seekBudget = 20000

func (v *Viewer) actJump(rest string) error {
	direction, kind, _ := strings.Cut(rest, " ")
	if kind == "" {
		kind = v.jump
	}
	v.opening, v.stepped = 0, false
	switch direction {
	case "next":
		v.play(false)
		v.goal = &goal{kind: kind, from: v.lab.Now(), frontier: v.lab.Frontier(), until: v.lab.Frontier() + jumpMax}
		v.pursue()
	case "previous":
		v.play(false)
		m, ok := v.previousMark(kind, v.lab.Now())
		if !ok {
			v.say(v.text("jump.none-earlier", narrate.Str("kind", v.text("jump."+kind))), "")
			return nil
		}
		v.lab.Seek(m.Time)
		v.showMark(m)
	case "kind":
		return v.actKind(kind)
	default:
		return fmt.Errorf("jump next, previous or kind, not %q", direction)
	}
	return nil
}

func (v *Viewer) actKind(rest string) error {
	for i := range jumpKinds {
		if jumpKinds[i].id == rest {
			v.jump = rest
			return nil
		}
	}
	return fmt.Errorf("there is no jump to %q", rest)
}

// actEnter goes to a branch by its number, or to the next one, at the same
// moment.
func (v *Viewer) actEnter(rest string) error {
	i, err := strconv.Atoi(rest)
	switch {
	case rest == "next":
		infos := v.lab.Branches()
		if len(infos) == 1 {
			return errors.New(v.text("ui.no-branches"))
		}
		at := slices.IndexFunc(infos, func(b lab.BranchInfo) bool { return b.Current })
		i = (at + 1) % len(infos)
		v.say(compose.BranchName(v.lang, i), "")
	case err != nil:
		return fmt.Errorf("%q is no branch", rest)
	}
	v.play(false)
	v.forget()
	return v.lab.Enter(i)
}

// actHurry turns it on or off that playback hurries through idle time.
func (v *Viewer) actHurry(rest string) error {
	switch rest {
	case "on", "off":
		v.hurry = rest == "on"
	case "toggle":
		v.hurry = !v.hurry
	default:
		return fmt.Errorf("hurry on, off or toggle, not %q", rest)
	}
	return nil
}

func (v *Viewer) actDo(rest string) error {
	if v.following() {
		v.sendThere(Sent{Do: rest})
		return nil
	}
	v.endSearch()
	v.setUpChallenge()
	if err := v.lab.Do(rest); err != nil {
		return errors.New(panel.Refused(v.lab.World(), v.lang, rest, err))
	}
	v.opening, v.stepped = 0, false
	return nil
}

func (v *Viewer) actSelect(rest string) error {
	t, err := v.target(rest)
	if err != nil {
		return err
	}
	v.choose(t)
	return nil
}

// choose selects a target and shows its panel.
func (v *Viewer) choose(t compose.Target) {
	v.selected, v.event, v.question, v.stepped = t, 0, "", false
	reads := v.tab == "code" // which shows messages and events too
	switch t.Kind {
	case compose.MessageTarget:
		if !reads {
			v.tab = "message"
		}
	case compose.EventTarget:
		if v.event = t.Message; !reads {
			v.tab = "why"
		}
	case compose.EntryTarget:
		v.tab = "entry"
	case compose.KeyTarget, compose.ChangeTarget:
		v.tab = "key"
	case compose.V2Target:
		v.tab = "v2"
	case compose.LeaseTarget:
		v.tab = "lease"
	case compose.WatcherTarget:
		v.tab = "watcher"
	case compose.RecordTarget:
		v.tab = "record"
	case compose.MemberTarget:
		switch {
		case v.view == compose.StoreView:
			v.tab = "store"
		case v.tab != "store":
			v.tab = "member"
		}
	}
	v.changed()
	if t != (compose.Target{}) {
		v.asked++
	}
}

// target finds what words such as "member etcd-02", "member 2", "message 17"
// or "entry etcd-02 9" name.
func (v *Viewer) target(words string) (compose.Target, error) {
	f := strings.Fields(words)
	switch {
	case len(f) == 1 && f[0] == "none":
		return compose.Target{}, nil
	case len(f) == 2 && f[0] == "member":
		n, err := lab.FindMember(v.lab.World(), f[1])
		if err != nil { // a key for it may be pressed
			return compose.Target{}, errors.New(v.text("ui.no-member", narrate.Str("member", f[1])))
		}
		return compose.Target{Kind: compose.MemberTarget, Node: n}, nil
	case len(f) == 2 && f[0] == "message":
		id, err := strconv.ParseUint(f[1], 10, 64)
		return compose.Target{Kind: compose.MessageTarget, Message: sim.EventID(id)}, err
	case len(f) == 3 && f[0] == "entry":
		n, err := lab.FindMember(v.lab.World(), f[1])
		if err != nil {
			return compose.Target{}, err
		}
		i, err := strconv.ParseUint(f[2], 10, 64)
		return compose.Target{Kind: compose.EntryTarget, Node: n, Index: raft.Index(i)}, err
	}
	if t, ok, err := v.recordTarget(words); ok {
		return t, err
	}
	if t, ok, err := v.storedTarget(words); ok {
		return t, err
	}
	return compose.Target{}, fmt.Errorf("%q cannot be selected: a member, a message, an entry, a key, a lease or a record can", words)
}

// actWhy shows what led to an event, by its number, or answers a question, as the
// command of that name does.
func (v *Viewer) actWhy(rest string) error {
	if id, err := strconv.ParseUint(rest, 10, 64); err == nil {
		v.event, v.question = sim.EventID(id), ""
	} else if _, err := lab.Why(v.lab.World(), strings.Fields(rest)); err != nil {
		return err
	} else {
		v.event, v.question = 0, rest
	}
	v.tab = "why"
	v.asked++
	return nil
}

func (v *Viewer) actTerminal(rest string) error {
	if rest != "new" {
		return fmt.Errorf("terminal new opens one, %q does nothing", rest)
	}
	return v.actDo("terminal")
}

func (v *Viewer) actLang(rest string) error {
	lang, ok := narrate.ParseLang(rest)
	if !ok {
		return fmt.Errorf("%q is no language that there is: en or zh", rest)
	}
	v.lang = lang
	if v.lesson != nil {
		v.lesson.shown++
	}
	v.translateLesson()
	return nil
}

func (v *Viewer) actTheme(rest string) error {
	if rest != Light && rest != Dark {
		return fmt.Errorf("%q is no theme: light or dark", rest)
	}
	v.theme = rest
	return nil
}

// Type gives a terminal a line. Lines that stand outside the world, such as
// seek, are carried out and shown in the terminal.
func (v *Viewer) Type(terminal, line string) error {
	v.Return()
	v.opening, v.stepped = 0, false
	v.changed()
	if r, done := v.without(terminal, line); done {
		v.print(terminal, line, r)
		return nil
	}
	if v.following() {
		v.sendThere(Sent{Terminal: terminal, Line: line})
		v.followed = terminal
		return nil
	}
	v.setUpChallenge()
	v.abandon()
	if err := v.lab.Type(terminal, line); err != nil {
		return err
	}
	v.followed = terminal
	v.playing = true
	if v.pacing.on {
		v.planned()
	}
	return nil
}

// without carries out a line that the world's history need not have, and reports
// whether it is one.
func (v *Viewer) without(terminal, line string) (r shell.Result, done bool) {
	v.endSearch()
	before := v.lab.Now()
	r, outside, done := v.lab.Without(v.lang, terminal, line, v.following())
	if outside {
		v.leaveIfMoved(before)
		v.forget()
		if r.Code == 0 && leftLesson(line) {
			v.lesson = nil
		}
	}
	return r, done
}

// Interrupt gives a terminal Ctrl-C.
func (v *Viewer) Interrupt(terminal string) error {
	if v.following() {
		v.sendThere(Sent{Terminal: terminal, Interrupt: true})
		return nil
	}
	v.endSearch()
	return v.lab.Interrupt(terminal)
}

// outsideLine is what a terminal shows that is not part of its world.
type outsideLine struct {
	after uint64 // the line of the screen that it follows
	kind  shell.LineKind
	text  string
}

// print shows in a terminal what a line outside the world did.
func (v *Viewer) print(terminal, line string, r shell.Result) {
	t, ok := v.terminal(terminal)
	if !ok {
		return
	}
	after := t.Screen().Next()
	add := func(kind shell.LineKind, text string) {
		for _, one := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
			v.outside[terminal] = append(v.outside[terminal], outsideLine{after, kind, one})
		}
	}
	add(shell.Echo, "$ "+line)
	if r.Stdout != "" {
		add(shell.Stdout, r.Stdout)
	}
	if r.Stderr != "" {
		add(shell.Stderr, r.Stderr)
	}
}

func (v *Viewer) terminal(name string) (*shell.Terminal, bool) {
	t, ok := v.lab.World().Actor(lab.TerminalNamed(v.lab.World(), name)).(*shell.Terminal)
	return t, ok
}
