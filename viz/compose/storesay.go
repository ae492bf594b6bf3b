package compose

import (
	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/mvcc"
	"raftarium/mvcc/lease"
)

// describeChange says what a key is, or what a change has made of it.
func (b *builder) describeChange(t Target) string {
	i := b.at(t.Node)
	if i < 0 || !b.views[i].up || b.views[i].m.KV() == nil {
		return ""
	}
	m, text := b.views[i].m, ""
	m.KV().History(t.Key, t.Rev.Main, func(c mvcc.Change) bool {
		if t.Kind == ChangeTarget && c.ModRev != t.Rev {
			return c.Mod >= t.Rev.Main
		}
		key, rev := narrate.Str("key", t.Key), narrate.Num("revision", int(c.Mod))
		if c.Delete {
			text = b.text("store.say-deleted", key, rev)
		} else {
			text = b.text("store.say-put", key, rev, narrate.Str("value", fitted(m.Arena().Text(c.Value), 80, 1, false)), narrate.Num("version", int(c.Version)))
		}
		return false
	})
	return text
}

func (b *builder) describeV2(t Target) string {
	i := b.at(t.Node)
	if i < 0 || !b.views[i].up || b.views[i].m.V2() == nil {
		return ""
	}
	node, ok := b.views[i].m.V2().Find(api.V2KeysPrefix + t.Key)
	if !ok {
		return ""
	}
	key, index := narrate.Str("key", t.Key), narrate.Num("index", int(node.Modified))
	if node.Dir {
		return b.text("store.say-v2-dir", key, index)
	}
	return b.text("store.say-v2", key, index, narrate.Str("value", fitted(node.Value, 80, 1, false)))
}

func (b *builder) describeRecord(t Target) string {
	i := b.at(t.Node)
	if i < 0 {
		return ""
	}
	name := narrate.Str("member", b.name(&b.views[i], false))
	if t.Record == 0 {
		return b.text("disk.say-write", name)
	}
	return b.text("disk.say-record", name, narrate.Num("record", int(t.Record)))
}

func (b *builder) describeLease(t Target) string {
	i := b.at(t.Node)
	if i < 0 || !b.views[i].up || b.views[i].m.Lessor() == nil {
		return ""
	}
	v := &b.views[i]
	g, ok := v.m.Lessor().Lookup(t.Lease)
	if !ok {
		return ""
	}
	id, ttl := narrate.Str("id", member.LeaseID(g.ID)), narrate.Num("ttl", int(g.TTL))
	if g.Expiry == lease.Forever {
		return b.text("store.say-lease", id, ttl)
	}
	left := sim.Time(max(0, g.Expiry-lease.Time(b.w.ClockAt(v.node, b.now))))
	return b.text("store.say-lease-left", id, ttl, narrate.Span("left", left))
}
