package lab

import (
	"strconv"
	"strings"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/sim"
	"raftarium/mvcc"
	"raftarium/mvcc/lease"
)

// appendLeases appends the leases as the leader knows them, who alone knows how
// long they live; without one, as the first member that is up does, and for how
// long they live nobody knows.
func appendLeases(j *jsonWriter, w *sim.World) {
	j.key("leases").open('[')
	if n, m := lessorOf(w); m != nil {
		now := lease.Time(w.ClockOf(n).Shows) // by its own clock
		m.Lessor().All(func(g lease.Lease) bool {
			j.element().open('{')
			j.key("id").text(member.LeaseID(g.ID))
			j.key("ttl_s").number(uint64(g.TTL))
			if m.Lessor().Primary() {
				j.key("remaining_ms").raw(sim.Time(max(g.Expiry-now, 0)).AppendMilliseconds(nil))
			} else {
				j.key("remaining_ms").raw([]byte("null"))
			}
			j.key("keys").open('[')
			m.KV().Leased(g.ID, func(key string) bool {
				j.element().text(key)
				return true
			})
			j.close(']')
			j.close('}')
			return true
		})
	}
	j.close(']')
}

// lessorOf returns the member with the newest term that decides about leases, or
// else the first that is up, or nil.
func lessorOf(w *sim.World) (at sim.Node, found *member.Member) {
	for n, m := range Members(w) {
		switch {
		case m.Lessor() == nil:
		case found == nil,
			m.Lessor().Primary() && !found.Lessor().Primary(),
			m.Lessor().Primary() && m.Raft().Term() > found.Raft().Term():
			at, found = n, m
		}
	}
	return at, found
}

// appendWatches appends who watches, and through which member: v3's watches, and
// the requests of v2 that wait.
func appendWatches(j *jsonWriter, w *sim.World) {
	j.key("watches").open('[')
	for _, m := range Members(w) {
		if m.Watchers() == nil {
			continue
		}
		m.Watchers().All(func(on uint64, id int64, r mvcc.WatchRequest) bool {
			j.element().open('{')
			j.key("member").text(m.Self().Name)
			if client, _, ok := m.WatchClient(on); ok {
				j.key("client").text(NameOf(w, sim.Node(client)))
			}
			j.key("id").raw(strconv.AppendInt(nil, id, 10))
			j.key("key").text(r.Key)
			j.key("range_end").text(r.End)
			j.key("synced").boolean(m.Watchers().Synced(on, id))
			j.close('}')
			return true
		})
		m.Waits(func(client member.Client, key string, recursive, stream bool) {
			j.element().open('{')
			j.key("member").text(m.Self().Name)
			j.key("client").text(NameOf(w, sim.Node(client)))
			j.key("v2_key").text(strings.TrimPrefix(key, api.V2KeysPrefix))
			j.key("recursive").boolean(recursive)
			j.key("stream").boolean(stream)
			j.close('}')
		})
	}
	j.close(']')
}
