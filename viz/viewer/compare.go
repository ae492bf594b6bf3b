package viewer

import (
	"fmt"
	"strconv"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/panel"
)

// besideEvents is how many events of the other branch are computed for a frame.
const besideEvents = 4000

// actCompare shows another branch beside the current one: by its number, the next
// one, or the one that this one comes off.
func (v *Viewer) actCompare(rest string) error {
	infos := v.lab.Branches()
	if len(infos) == 1 {
		return fmt.Errorf("%s", v.text("ui.no-branches"))
	}
	other := v.otherBranch()
	switch {
	case rest == "next":
		if v.view == compose.CompareView {
			if other = (other + 1) % len(infos); infos[other].Current {
				other = (other + 1) % len(infos)
			}
		}
	case rest != "":
		i, err := strconv.Atoi(rest)
		if err != nil || i < 0 || i >= len(infos) {
			return fmt.Errorf("%q is no branch: there are 0 to %d", rest, len(infos)-1)
		}
		if infos[i].Current {
			return fmt.Errorf("branch %d is the current one", i)
		}
		other = i
	}
	v.other, v.view, v.tab = other+1, compose.CompareView, "compare"
	v.asked++
	return nil
}

// otherBranch is the branch that the current one is compared with: the chosen one,
// or else the one that it comes off, or else the newest; -1 if there is none.
func (v *Viewer) otherBranch() int {
	if v.lab.BranchCount() == 1 {
		return -1
	}
	infos := v.lab.Branches()
	if at := v.other - 1; at >= 0 && at < len(infos) && !infos[at].Current {
		return at
	}
	for i := range infos {
		if infos[i].Current && infos[i].Parent >= 0 {
			return infos[i].Parent
		}
	}
	return len(infos) - 1
}

// enterBeside goes on in the branch that a target is of, where two are compared: what
// is inspected and done there is that branch's. The one that was left stands where
// it stood. It returns the target as it is in the current branch.
func (v *Viewer) enterBeside(t compose.Target) compose.Target {
	if !t.Beside {
		return t
	}
	t.Beside = false
	other := v.otherBranch()
	if v.view != compose.CompareView || other < 0 {
		return t
	}
	if _, reached := v.lab.Beside(other, besideEvents); !reached {
		v.say(v.text("compare.far"), "")
		return compose.Target{}
	}
	left, now := v.current(), v.lab.Now()
	v.play(false)
	v.forget()
	if err := v.lab.Enter(other); err != nil {
		v.say(err.Error(), "error")
		return compose.Target{}
	}
	v.lab.Advance(now) // so far it was computed to be seen
	v.other = left + 1
	v.changed()
	return t
}

// current is the number of the branch that one is on.
func (v *Viewer) current() int {
	return v.lab.CurrentBranch()
}

// lookBeside puts the other branch into an input, where two are compared.
func (v *Viewer) lookBeside(in *compose.Input) {
	other := v.otherBranch()
	if v.view != compose.CompareView {
		return
	}
	if other < 0 {
		v.view, in.View = compose.SpaceView, compose.SpaceView
		return
	}
	in.OtherBranch = other
	in.Other, _ = v.lab.Beside(other, besideEvents)
}

// comparison is the panel of what the two branches have come to.
func (v *Viewer) comparison() panel.Panel {
	other := v.otherBranch()
	p := panel.Panel{ID: "compare", Title: v.text("compare.title"), Sections: []panel.Section{}, Actions: []panel.Action{}}
	if other < 0 {
		p.Sections = append(p.Sections, panel.Section{Kind: panel.Empty, Rows: []panel.Row{{Cells: []panel.Cell{{Text: v.text("ui.no-branches")}}}}})
		return p
	}
	w, reached := v.lab.Beside(other, besideEvents)
	infos, current := v.lab.Branches(), v.current()
	names := [2]string{compose.BranchName(v.lang, current), compose.BranchName(v.lang, other)}
	p.Subtitle = v.text("compare.at", narrate.Str("time", panel.Clock(v.lab.Now())))
	p.Sections = append(p.Sections, v.firstDifference(other, names))
	if !reached {
		p.Sections = append(p.Sections, panel.Section{Kind: panel.Empty, Rows: []panel.Row{{Cells: []panel.Cell{{Text: v.text("compare.far")}}}}})
		return p
	}
	p.Sections = append(p.Sections, v.facts(w, names, other < current), v.since(current, other, names))
	for i := range infos {
		name := narrate.Str("branch", compose.BranchName(v.lang, i))
		switch {
		case i == other:
			p.Actions = append(p.Actions, panel.Action{Label: v.text("compare.enter", name), Action: "enter " + strconv.Itoa(i)})
		case i != current:
			p.Actions = append(p.Actions, panel.Action{Label: v.text("compare.with", name), Action: "compare " + strconv.Itoa(i)})
		}
	}
	return p
}

// firstDifference says in a sentence where the branches part.
func (v *Viewer) firstDifference(other int, names [2]string) panel.Section {
	s := panel.Section{Title: v.text("compare.first"), Kind: panel.Chain}
	d, ok := v.lab.Differs(other)
	if !ok {
		return panel.Section{Kind: panel.Empty, Rows: []panel.Row{{Cells: []panel.Cell{{Text: v.text("compare.same")}}}}}
	}
	text := ""
	here, there := narrate.Str("here", d.Here), narrate.Str("there", d.There)
	switch {
	case d.There == "":
		text = v.text("compare.only", here, narrate.Str("what", clipped(d.Here)), narrate.Str("branch", names[0]))
	case d.Here == "":
		text = v.text("compare.only", there, narrate.Str("what", clipped(d.There)), narrate.Str("branch", names[1]))
	default:
		text = v.text("compare.both", narrate.Str("here", clipped(d.Here)), narrate.Str("there", clipped(d.There)), narrate.Str("branch", names[0]), narrate.Str("other", names[1]))
	}
	moment := panel.Cell{Text: panel.Moment(d.At), Tone: panel.Accent, Action: "seek " + string(d.At.AppendMilliseconds(nil))}
	s.Rows = []panel.Row{{Cells: []panel.Cell{moment, {Text: text}}}}
	return s
}

// standing is what a world has come to.
type standing struct {
	leader      string
	term        raft.Term
	up, members int
	committed   raft.Index
	revision    int64
	keys        int
	has         bool // somebody has a store
}

func standingOf(w *sim.World) (s standing) {
	for n, m := range lab.Members(w) {
		s.members++
		r := m.Raft()
		if r == nil || !w.Up(n) {
			continue
		}
		s.up++
		if r.Role() == raft.Leader && r.Term() >= s.term {
			s.leader = m.Self().Name
		}
		s.term = max(s.term, r.Term())
		s.committed = max(s.committed, r.Commit())
		if kv := m.KV(); kv != nil && (!s.has || kv.Revision() > s.revision) {
			s.has, s.revision, s.keys = true, kv.Revision(), kv.Len()
		}
	}
	return s
}

// facts are what both worlds have come to, what differs in bold: in the order in
// which they stand in the picture, the other one first if so said.
func (v *Viewer) facts(other *sim.World, names [2]string, otherFirst bool) panel.Section {
	a, b := standingOf(v.lab.World()), standingOf(other)
	if otherFirst {
		a, b, names = b, a, [2]string{names[1], names[0]}
	}
	s := panel.Section{Title: v.text("compare.now"), Kind: panel.Table, Columns: []panel.Column{{Align: "left"}, {Label: names[0], Align: "right"}, {Label: names[1], Align: "right"}}}
	row := func(id, here, there string) {
		tone := panel.Tone("")
		if here != there {
			tone = panel.Strong
		}
		s.Rows = append(s.Rows, panel.Row{Selected: here != there, Cells: []panel.Cell{{Text: v.text(id)}, {Text: here, Tone: tone}, {Text: there, Tone: tone}}})
	}
	leader := func(name string) string {
		if name == "" {
			return v.text("compare.nobody")
		}
		return name
	}
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	row("compare.leader", leader(a.leader), leader(b.leader))
	row("compare.term", number(int64(a.term)), number(int64(b.term)))
	row("compare.up", fmt.Sprintf("%d / %d", a.up, a.members), fmt.Sprintf("%d / %d", b.up, b.members))
	row("compare.committed", number(int64(a.committed)), number(int64(b.committed)))
	row("compare.revision", number(a.revision), number(b.revision))
	row("compare.keys", number(int64(a.keys)), number(int64(b.keys)))
	return s
}

// sinceMost is how many of what happened on one branch alone is listed.
const sinceMost = 12

// since lists what has happened on one branch and not on the other, in order.
func (v *Viewer) since(current, other int, names [2]string) panel.Section {
	s := panel.Section{Title: v.text("compare.since"), Kind: panel.Chain, Rows: []panel.Row{}}
	here, there := told(v.lab.Marks(), v.lab.Now()), told(v.lab.MarksOf(other), v.lab.Now())
	i, k := 0, 0
	add := func(m lab.Mark, name string) {
		if len(s.Rows) < sinceMost {
			s.Rows = append(s.Rows, panel.Row{Cells: []panel.Cell{{Text: panel.Moment(m.Time), Tone: panel.Accent, Action: "seek " + string(m.Time.AppendMilliseconds(nil))},
				{Text: v.text("compare.in", narrate.Str("branch", name), narrate.Str("what", compose.MarkText(v.lab.World(), v.lang, m)))}}})
		}
	}
	for i < len(here) || k < len(there) {
		switch {
		case i < len(here) && k < len(there) && here[i] == there[k]:
			i, k = i+1, k+1
		case k == len(there) || i < len(here) && here[i].Time <= there[k].Time:
			add(here[i], names[0])
			i++
		default:
			add(there[k], names[1])
			k++
		}
	}
	if len(s.Rows) == 0 {
		s.Rows = append(s.Rows, panel.Row{Cells: []panel.Cell{{}, {Text: v.text("compare.nothing"), Tone: panel.Quiet}}})
	}
	return s
}

// told are the marks up to a moment that the scrubber shows.
func told(marks []lab.Mark, now sim.Time) (list []lab.Mark) {
	for _, m := range marks {
		if m.Time <= now && compose.IsDrawn(m.Kind) {
			list = append(list, m)
		}
	}
	return list
}
