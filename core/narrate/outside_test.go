package narrate

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/member"
	"raftarium/core/sim"
)

// visited is a cast whose clients are the programs outside.
type visited struct{ cast }

func (v visited) Node(n sim.Node) string {
	if n.IsClient() {
		return Outside
	}
	return v.cast.Node(n)
}

func TestProgramsOutsideAreCalledSo(t *testing.T) {
	e := &sim.Event{Kind: sim.KindSent, Node: two, Peer: termA, Detail: member.Reply{}}
	require.Equal(t, "etcd-02 sends a program outside its answer.", Sentence(e, visited{shortCast}, English).Text)
	require.Contains(t, Sentence(e, visited{shortCast}, Chinese).Text, "外部程序")
}
