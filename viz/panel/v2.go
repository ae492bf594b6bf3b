package panel

import (
	"strconv"

	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/core/v2store"
)

// V2 is the panel of a key or a directory of v2 as a member has it: what it is, what
// is in it, its changes as far as the window goes back, and what brought it about.
// The path is as users write it.
func V2(l *lab.Lab, lang narrate.Lang, n sim.Node, path string) Panel {
	x := maker{l, l.World(), lang}
	m := lab.MemberAt(x.w, n)
	if m == nil || m.V2() == nil {
		return x.nothing("v2")
	}
	v2 := m.V2()
	node, there := v2.Find(api.V2KeysPrefix + path)
	changes, expired := x.v2Changes(v2, path)
	if !there && len(changes.Rows) == 0 {
		return x.nothing("v2")
	}
	p := Panel{ID: "v2", Title: clip(path), Actions: []Action{},
		Subtitle: x.text("panel.v2-of", narrate.Str("member", m.Self().Name), narrate.Num("index", int(v2.Index())))}
	if there {
		p.Sections = append(p.Sections, x.v2Node(m, &node))
		if node.Dir {
			p.Sections = append(p.Sections, x.v2Holds(m, &node))
		}
	} else {
		p.Sections = append(p.Sections, Section{Kind: Text, Rows: []Row{{Cells: []Cell{{Text: x.text("panel.v2-gone", narrate.Str("what", changes.Rows[0].Cells[1].Text))}}}}})
	}
	if len(changes.Rows) > 0 {
		p.Sections = append(p.Sections, changes)
	}
	p.Sections = append(p.Sections, x.because(lab.WhyV2(x.w, n, madeBy(v2, &node, path), expired)))
	return p
}

// madeBy is the path whose change has made a node what it is: another one's, of a
// directory that was made on the way to it.
func madeBy(v2 *v2store.Store, node *v2store.Node, path string) string {
	if !node.Dir {
		return path
	}
	events, err := v2.EventsSince(node.Modified)
	if err != nil {
		return path
	}
	for e := range events {
		if e.Index() == node.Modified {
			return e.Node.Key[len(api.V2KeysPrefix):]
		}
		break
	}
	return path
}

// v2Node says all that is known of a node.
func (x maker) v2Node(m *member.Member, node *v2store.Node) Section {
	s := Section{Kind: Pairs}
	if node.Dir {
		s.Rows = append(s.Rows, x.pair("panel.v2-kind", x.text("panel.v2-dir")))
	} else {
		s.Rows = append(s.Rows, Row{Cells: []Cell{{Text: x.text("panel.value"), Tone: Quiet}, {Text: clip(node.Value), Mono: true}}})
	}
	s.Rows = append(s.Rows, x.pair("panel.created", number(node.Created)), x.pair("panel.modified", number(node.Modified)))
	if node.Expires != 0 {
		n, _ := lab.FindMember(x.w, m.Self().Name)
		left := node.Expires - m.Config().Epoch - int64(x.w.ClockAt(n, x.w.Now()))
		text := x.text("panel.v2-over")
		if left > 0 {
			text = narrate.Format(x.lang, "panel.v2-left", narrate.Span("time", sim.Time(left)))
		}
		s.Rows = append(s.Rows, x.pair("panel.remaining", text))
	}
	return s
}

// v2Holds lists what is directly in a directory.
func (x maker) v2Holds(m *member.Member, dir *v2store.Node) Section {
	s := Section{Title: x.text("panel.v2-holds"), Kind: Table, Columns: []Column{x.column("panel.key", "left"), x.column("panel.value", "left")}, Rows: []Row{}}
	m.V2().Walk(dir.Path, func(node v2store.Node) bool {
		if node.Depth == 1 {
			path, value := node.Path[len(api.V2KeysPrefix):], clip(node.Value)
			if node.Dir {
				value = x.text("panel.v2-dir")
			}
			s.Rows = append(s.Rows, Row{Action: "select v2 " + m.Self().Name + " " + strconv.Quote(path), Cells: []Cell{{Text: clip(path), Mono: true}, {Text: value, Mono: !node.Dir}}})
		}
		return len(s.Rows) < keysMax
	})
	return s
}

// v2Changes lists the changes of a path that the window still has, newest first, and
// returns by when its time was over if that was the last of them, else 0.
func (x maker) v2Changes(v2 *v2store.Store, path string) (s Section, expired int64) {
	s = Section{Title: x.text("panel.v2-changes"), Kind: Table, Columns: []Column{
		x.column("panel.v2-index", "right"), x.column("panel.v2-action", "left"), x.column("panel.value", "left")}}
	events, err := v2.EventsSince(v2.Index() + 1 - min(v2.Index(), uint64(v2.Events())))
	if err != nil {
		return s, 0
	}
	for e := range events {
		if e.Node == nil || e.Node.Key != api.V2KeysPrefix+path {
			continue
		}
		value := ""
		if expired = 0; e.Action == "expire" {
			expired = e.PrevNode.Expiration
		}
		if e.Node.Value != nil {
			value = *e.Node.Value
		}
		s.Rows = append(s.Rows, Row{Cells: []Cell{{Text: number(e.Index())}, {Text: e.Action, Mono: true}, {Text: clip(value), Mono: true}}})
	}
	for i, k := 0, len(s.Rows)-1; i < k; i, k = i+1, k-1 {
		s.Rows[i], s.Rows[k] = s.Rows[k], s.Rows[i]
	}
	s.Rows = s.Rows[:min(len(s.Rows), changesMax)]
	return s, expired
}
