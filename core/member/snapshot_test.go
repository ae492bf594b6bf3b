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
