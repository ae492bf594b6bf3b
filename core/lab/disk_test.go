package lab

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// settledLab returns a lab with a leader that has committed, and who it is.
func settledLab(t testing.TB, c Config) (*Lab, sim.Node) {
	l := newOf(t, c)
	for end := 30 * sim.Second; !hasSettledLeader(l.World()); l.StepEvent() {
		require.Less(t, l.Now(), end, "no leader")
	}
	leader, err := FindMember(l.World(), leaders(l.World())[0])
	require.NoError(t, err)
	return l, leader
}

// do carries out deeds, each a millisecond after the one before.
func do(t testing.TB, l *Lab, lines ...string) {
	for _, line := range lines {
		require.NoError(t, l.Do(line), line)
		l.Advance(l.Now() + sim.Millisecond)
	}
}

// put runs a put in a terminal and lets it end.
func put(t testing.TB, l *Lab, key string) {
	require.NoError(t, l.Type("A", "etcdctl put "+key+" value"))
	l.Advance(l.Now() + sim.Second)
}

// noted returns the notes of a type that a member has made, the newest last.
func noted[N member.Note](l *Lab, n sim.Node) (notes []N) {
	trace := l.World().Trace()
	for id := trace.First(); id < trace.Next(); id++ {
		e, _ := trace.At(id)
		if note, ok := e.Detail.(N); ok && e.Node == n {
			notes = append(notes, note)
		}
	}
	return notes
}

// memberState returns a part of the state of a member.
func memberState(t testing.TB, l *Lab, n sim.Node) (s struct {
	Name, Failure string
	Up            bool
	Records       struct {
		First, Last uint64
		Corrupt     []uint64
	}
	ClockRate     float64 `json:"clock_rate"`
	ClockOffsetMS float64 `json:"clock_offset_ms"`
}) {
	var state struct{ Members []json.RawMessage }
	require.NoError(t, json.Unmarshal(AppendState(nil, l.World()), &state))
	require.NoError(t, json.Unmarshal(state.Members[n-1], &s))
	return s
}

func TestATornRecordIsCutOffAtTheNextStart(t *testing.T) {
	for _, keep := range []string{"on", "off"} { // lose-unsynced
		l, leader := settledLab(t, Config{Members: 3, Bare: true, Seed: 5})
		name := NameOf(l.World(), leader)
		before := MemberAt(l.World(), leader).Raft().Log().Last()
		do(t, l, "disk all latency=50ms", "disk "+name+" tear lose-unsynced="+keep)
		require.NoError(t, l.Type("A", "etcdctl put torn value"))
		for end := l.Now() + sim.Second; MemberAt(l.World(), leader).Raft().Log().Last() == before; l.StepEvent() {
			require.Less(t, l.Now(), end)
		}
		do(t, l, "crash "+name)
		require.Equal(t, before, MemberAt(l.World(), leader).Stored().Log.Last(), "half a record is none")
		do(t, l, "restart "+name)
		cuts := noted[member.TailCut](l, leader)
		require.Len(t, cuts, 1)
		require.NotZero(t, cuts[0].Bytes)
		require.True(t, l.World().Up(leader))

		do(t, l, "disk all latency=3ms tear=off", "crash "+name, "restart "+name)
		require.Len(t, noted[member.TailCut](l, leader), 1, "it is gone for good")
		l.Advance(l.Now() + 5*sim.Second)
		put(t, l, "after")
		require.Empty(t, found(l))
		require.Equal(t, MemberAt(l.World(), 1).Raft().Commit(), MemberAt(l.World(), 2).Raft().Commit())
	}
}

func TestACrashWithNothingUnderWayTearsNothing(t *testing.T) {
	l, leader := settledLab(t, Config{Members: 1, Bare: true})
	l.Advance(l.Now() + sim.Second)
	do(t, l, "disk 1 tear", "crash 1", "restart 1")
	require.Empty(t, noted[member.TailCut](l, leader))
}

func TestACorruptRecordStopsTheMember(t *testing.T) {
	l, leader := settledLab(t, Config{Members: 3, Seed: 2})
	put(t, l, "one")
	other := leader%3 + 1
	name := NameOf(l.World(), other)
	do(t, l, "disk "+name+" corrupt")
	records := memberState(t, l, other).Records
	require.Len(t, records.Corrupt, 1)
	put(t, l, "two")
	require.True(t, l.World().Up(other), "it finds out when it reads its disk")
	require.ErrorContains(t, l.Do("disk "+name+" corrupt record=99999"), "no record 99999")
	require.ErrorContains(t, l.Do("disk "+name+" wipe"), name+" runs; crash it first: crash "+name)

	do(t, l, "crash "+name, "restart "+name)
	failures := noted[member.RecordCorrupt](l, other)
	require.Len(t, failures, 1)
	require.Equal(t, records.Corrupt[0], failures[0].Record)
	require.NotEqual(t, failures[0].Stored, failures[0].Computed)
	state := memberState(t, l, other)
	require.False(t, state.Up)
	require.Equal(t, failures[0].Error(), state.Failure)
	require.ErrorContains(t, l.Do("restart "+name), "does not start: record")

	put(t, l, "three") // the others go on
	require.Equal(t, int64(4), MemberAt(l.World(), leader).KV().Revision())

	do(t, l, "disk "+name+" wipe", "restart "+name)
	require.Len(t, noted[member.AlreadyBootstrapped](l, other), 1)
	require.False(t, l.World().Up(other))
	require.Regexp(t, "^member [0-9a-f]{16} has already been bootstrapped$", memberState(t, l, other).Failure)
	require.ErrorContains(t, l.Do("restart "+name), "has already been bootstrapped; it can only join anew")
	require.Empty(t, found(l))
}

func TestTheLastRecordIsNotTakenForATornOne(t *testing.T) {
	l, leader := settledLab(t, Config{Members: 3, Bare: true})
	l.Advance(l.Now() + sim.Second)
	_, last := MemberAt(l.World(), leader).Records()
	name := NameOf(l.World(), leader)
	require.NoError(t, l.Do("disk "+name+" corrupt record="+strconv.FormatUint(last, 10)))
	do(t, l, "crash "+name, "restart "+name)
	require.Len(t, noted[member.RecordCorrupt](l, leader), 1, "it was whole, so it was promised")
}

func TestWhatADiskHasDoneWrongIsPartOfItsWorld(t *testing.T) {
	l, _ := settledLab(t, Config{Members: 3, Seed: 4})
	put(t, l, "key")
	do(t, l, "disk 1 corrupt", "disk 2 tear", "crash 3", "disk 3 wipe", "crash 1", "restart 1")
	w, err := l.DecodeWorld(l.EncodeWorld())
	require.NoError(t, err)
	clone := l.World().Clone()
	for _, at := range []*sim.World{w, clone} {
		require.Equal(t, string(AppendState(nil, l.World())), string(AppendState(nil, at)))
		m := MemberAt(at, 1)
		require.Equal(t, MemberAt(l.World(), 1).Failure(), m.Failure())
		require.True(t, MemberAt(at, 3).Wiped())
		require.True(t, at.DiskOf(2).Tear)
		_, err := m.Corruptible(m.Corrupt()[0])
		require.ErrorContains(t, err, "corrupted already")
	}
}

func TestEveryRecordCanBeCorrupted(t *testing.T) {
	l, _ := settledLab(t, Config{Members: 1, Bare: true})
	put(t, l, "key")
	for MemberAt(l.World(), 1).Failure() == nil {
		if err := l.Do("disk 1 corrupt"); err != nil {
			require.ErrorContains(t, err, "every record on the disk of etcd-01 is corrupted already")
			break
		}
	}
	first, last := MemberAt(l.World(), 1).Records()
	require.Len(t, MemberAt(l.World(), 1).Corrupt(), int(last+1-first))
	do(t, l, "crash 1", "restart 1")
	require.Equal(t, raft.Index(0), MemberAt(l.World(), 1).Stored().Snapshot.Index)
	require.Equal(t, first, noted[member.RecordCorrupt](l, 1)[0].Record)
}
