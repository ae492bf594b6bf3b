package panel

import (
	"strconv"

	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/mvcc"
)

// keysMax bounds the keys that a panel lists.
const keysMax = 50

// Store is the panel of what a member has in its stores.
func Store(l *lab.Lab, lang narrate.Lang, n sim.Node) Panel {
	x := maker{l, l.World(), lang}
	m := lab.MemberAt(x.w, n)
	if m == nil {
		return x.nothing("store")
	}
	if m.KV() == nil {
		return Panel{ID: "store", Title: x.text("panel.store-of", narrate.Str("member", m.Self().Name)), Icon: x.icon(n, m),
			Subtitle: x.role(n, m), Sections: []Section{{Kind: Empty, Rows: []Row{{Cells: []Cell{{Text: x.text("panel.store-down")}}}}}}, Actions: []Action{}}
	}
	return Panel{ID: "store", Title: x.text("panel.store-of", narrate.Str("member", m.Self().Name)), Icon: x.icon(n, m),
		Subtitle: x.role(n, m), Sections: []Section{x.v3(m), x.v2(m)}, Actions: []Action{}}
}

func (x maker) v3(m *member.Member) Section {
	kv := m.KV()
	t := Section{Title: x.text("panel.store-v3", narrate.Num("revision", int(kv.Revision()))), Kind: Table, Columns: []Column{
		x.column("panel.key", "left"), x.column("panel.value", "left"), x.column("panel.modified", "right"), x.column("panel.version", "right")}}
	result, _ := kv.Range("\x00", mvcc.FromKey, mvcc.RangeOptions{Limit: keysMax}) // now, which always is
	for _, k := range result.KVs {
		t.Rows = append(t.Rows, Row{Action: "select key " + m.Self().Name + " " + strconv.Quote(k.Key), Cells: []Cell{{Text: clip(k.Key), Mono: true}, {Text: clip(m.Arena().Text(k.Value)), Mono: true},
			{Text: number(k.Mod)}, {Text: number(k.Version)}}})
	}
	return x.listed(t, int(result.Count), `etcdctl put message "hello world"`)
}

func (x maker) v2(m *member.Member) Section {
	t := Section{Title: x.text("panel.store-v2", narrate.Num("index", int(m.V2().Index()))), Kind: Table, Columns: []Column{
		x.column("panel.key", "left"), x.column("panel.value", "left"), x.column("panel.modified", "right"), x.column("panel.ttl", "right")}}
	count := 0
	if event, err := m.V2().Get(api.V2KeysPrefix, true, m.Config().Epoch+int64(x.w.Now())); err == nil {
		x.v2Nodes(&t, m.Self().Name, event.Node, &count)
	}
	return x.listed(t, count, `curl http://127.0.0.1:2379/v2/keys/message -XPUT -d value="hello world"`)
}

// v2Nodes lists the keys below a node.
func (x maker) v2Nodes(t *Section, at string, node *api.V2Node, count *int) {
	for _, child := range node.Nodes {
		if child.Dir {
			x.v2Nodes(t, at, child, count)
			continue
		}
		if *count++; *count > keysMax {
			continue
		}
		value, ttl := "", ""
		if child.Value != nil {
			value = *child.Value
		}
		if child.Expiration != 0 {
			ttl = number(child.TTL) + " s"
		}
		key := child.Key[len(api.V2KeysPrefix):]
		t.Rows = append(t.Rows, Row{Action: "select v2 " + at + " " + strconv.Quote(key), Cells: []Cell{{Text: clip(key), Mono: true}, {Text: clip(value), Mono: true},
			{Text: number(child.ModifiedIndex)}, {Text: ttl}}})
	}
}

// listed ends a table of keys: an empty one with what to try, a long one with
// how many are left out.
func (x maker) listed(t Section, count int, try string) Section {
	if count == 0 {
		return Section{Title: t.Title, Kind: Empty, Rows: []Row{{Cells: []Cell{{Text: x.text("panel.no-keys", narrate.Str("line", try))}}}}}
	}
	if more := count - len(t.Rows); more > 0 {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: x.text("panel.more-keys", narrate.Num("n", more)), Tone: Quiet}}})
	}
	return t
}
