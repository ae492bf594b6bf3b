package member_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/mvcc"
)

// desk is a Host of a lone member, with a disk that is done at once.
type desk struct {
	m       *member.Member
	written uint64
	notes   []member.Note
}

func (d *desk) Send(raft.ID, raft.Message, raft.Reason)     {}
func (d *desk) Write(w raft.Write, _ raft.Reason)           { d.written = w.Seq }
func (d *desk) SetTimer(member.Timer, raft.Time)            {}
func (d *desk) StopTimer(member.Timer)                      {}
func (d *desk) SendPeer(raft.ID, member.PeerMessage)        {}
func (d *desk) Quit()                                       {}
func (d *desk) ActiveFor(raft.ID) (raft.Time, bool)         { return 0, false }
func (d *desk) Reply(member.Client, member.Reply)           {}
func (d *desk) Note(n member.Note, _ raft.Reason)           { d.notes = append(d.notes, n) }
func (d *desk) Committed(n member.Committed, _ raft.Reason) { d.notes = append(d.notes, n) }
func (d *desk) Applied(n member.Applied)                    { d.notes = append(d.notes, n) }

// settle lets the disk finish, until there is nothing more to write.
func (d *desk) settle() {
	for done := uint64(0); done < d.written; {
		done = d.written
		d.m.Written(1, done, d)
	}
}

func TestAMemberGoesOnFromItsSnapshot(t *testing.T) {
	self := api.Member{ID: 7, Name: "etcd-01", PeerURLs: []string{"http://127.0.0.1:2380"}, ClientURLs: []string{"http://127.0.0.1:2379"}}
	config := member.Config{Self: self, Initial: []api.Member{self}, Timeouts: raft.Paper, Seed: 1, Options: raft.Options{SnapshotEvery: 10}}
	arena := mvcc.NewArena()
	d := &desk{m: member.New(config, member.Bootstrap(config, arena), arena)}
	d.m.Start(0, d)
	d.m.Fire(1, member.ElectionTimer, d)
	d.settle()
	for i := range 25 {
		d.m.Ask(2, 1, member.Request{Conn: uint64(i + 1), API: api.Put{Key: []byte{byte('a' + i)}, Value: []byte("x")}}, d)
		d.settle()
	}
	revision, index := d.m.KV().Revision(), d.m.V2().Index()
	snapshot := d.m.Raft().LastSnapshot()
	require.NotZero(t, snapshot.Index)
	require.Greater(t, d.m.Stored().Log.First(), raft.Index(10))

	d.m.Crash(d.written)
	d.notes, d.written = nil, 0
	d.m.Start(3, d)
	require.Contains(t, d.notes, member.Note(member.Restored{Index: snapshot.Index}))
	d.m.Fire(4, member.ElectionTimer, d)
	d.settle()
	require.True(t, d.m.Ready())
	require.Equal(t, revision, d.m.KV().Revision())
	require.Equal(t, index+1, d.m.V2().Index(), "the name is published anew")
	require.Equal(t, "etcd-01", d.m.Members()[0].Name)
}

// FuzzRestore holds that no snapshot makes a member panic: neither when it takes
// it, nor when it then does what it is asked. What it cannot read it takes for as
// much as it could.
func FuzzRestore(f *testing.F) {
	self := api.Member{ID: 7, Name: "etcd-01", PeerURLs: []string{"http://127.0.0.1:2380"}, ClientURLs: []string{"http://127.0.0.1:2379"}}
	config := member.Config{Self: self, Initial: []api.Member{self}, Timeouts: raft.Paper, Seed: 1}
	lone := func(o raft.Options) *desk {
		config.Options = o
		arena := mvcc.NewArena()
		d := &desk{m: member.New(config, member.Bootstrap(config, arena), arena)}
		d.m.Start(0, d)
		d.m.Fire(1, member.ElectionTimer, d)
		d.settle()
		return d
	}
	requests := []api.Request{
		api.LeaseGrant{ID: 5, TTL: 10}, api.Put{Key: []byte("a"), Value: []byte("1"), Lease: 5, PrevKV: true}, api.Put{Key: []byte("b"), Value: []byte("2")},
		api.DeleteRange{Key: []byte("a"), RangeEnd: []byte("b"), PrevKV: true}, api.Put{Key: []byte("b"), Value: []byte("3")},
		api.V2Keys{Method: "PUT", Path: "/d/k", Value: "v"}, api.V2Keys{Method: "DELETE", Path: "/d/k"},
		api.Range{Key: []byte{0}, RangeEnd: []byte{0}}, api.Txn{Success: []api.Request{api.Put{Key: []byte("c"), Value: []byte("4")}}},
		api.Compaction{Revision: 3}, api.Watch{Messages: []api.WatchMessage{api.WatchCreate{Key: []byte("b"), StartRevision: 1}}},
		api.LeaseTimeToLive{ID: 5, Keys: true}, api.LeaseLeases{}, api.LeaseRevoke{ID: 5}, api.MemberList{}, api.Status{}, api.HashKV{}, api.Alarm{},
	}
	ask := func(d *desk, from int) {
		for i, r := range requests {
			d.m.Ask(raft.Time(from+i), 1, member.Request{Conn: uint64(from + i), API: r}, d)
			d.settle()
		}
	}
	for _, o := range []raft.Options{{SnapshotEvery: 3}, {SnapshotEvery: 9}, {SnapshotEvery: 20}} {
		d := lone(o)
		ask(d, 10)
		ask(d, 100)
		s := d.m.Raft().LastSnapshot()
		require.NotZero(f, s.Index)
		f.Add(d.m.Arena().Bytes(mvcc.Value(s.Payload)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d := lone(raft.Options{})
		d.m.Restore(raft.Snapshot{Index: d.m.Raft().Applied(), Payload: raft.Payload(d.m.Arena().Add(data)), Size: uint64(len(data))})
		ask(d, 10)
		for _, timer := range []member.Timer{member.LeaseTimer, member.SyncTimer, member.ReadTimer, member.RequestTimer} {
			d.m.Fire(1<<40, timer, d)
			d.settle()
		}
	})
}
