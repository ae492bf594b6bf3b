package lab

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAQuorumIsInTouchAroundOneOfItsVoters(t *testing.T) {
	chain := func(a, b int) bool { return a-b == 1 || b-a == 1 } // 1 – 2 – 3 – 4 – 5
	for _, tc := range []struct {
		name             string
		voters, outgoing []int
		linked           func(a, b int) bool
		most, before     int
		quorate          bool
	}{
		{"all are linked", []int{1, 2, 3}, nil, nil, 3, 0, true},
		{"one in the middle reaches two others", []int{1, 2, 3, 4, 5}, nil, chain, 3, 0, true},
		{"at the end of a chain that is broken", []int{1, 2, 4, 5}, nil, chain, 2, 0, false},
		{"nobody runs", nil, nil, nil, 0, 0, false},
		{"both majorities, in joint consensus", []int{1, 2, 3}, []int{2, 3, 4}, nil, 3, 3, true},
		{"the old majority alone", []int{1, 2}, []int{2, 3, 4}, nil, 2, 3, false},
	} {
		outgoingQuorum := 0
		if tc.outgoing != nil {
			outgoingQuorum = 2
		}
		most, before, quorate := InTouch(tc.voters, tc.outgoing, 3, outgoingQuorum, tc.linked)
		require.Equal(t, tc.most, most, tc.name)
		require.Equal(t, tc.before, before, tc.name)
		require.Equal(t, tc.quorate, quorate, tc.name)
	}
}

func TestVotesAreSplitOnceNobodyCanWin(t *testing.T) {
	require.True(t, IsSplit([]int{2, 2}, 0, 3))
	require.False(t, IsSplit([]int{2, 2}, 1, 3), "who has not voted decides")
	require.False(t, IsSplit([]int{3, 1}, 0, 3), "one has won")
	require.False(t, IsSplit([]int{1}, 0, 3), "who stands alone has no rival: it lacks voters")
}
