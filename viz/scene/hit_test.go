package scene

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAPointerFindsTheNearestOfWhatItReaches(t *testing.T) {
	s := Scene{
		Members:  []Member{{X: 100, Y: 100, R: 34}, {X: 150, Y: 100, R: 34}},
		Messages: []Message{{At: Point{200, 200}}, {At: Point{206, 200}}, {Kind: Mote, At: Point{300, 200}}},
	}
	require.Equal(t, 0, s.MemberAt(Point{110, 100}, 4))
	require.Equal(t, 1, s.MemberAt(Point{130, 100}, 4))
	require.Equal(t, -1, s.MemberAt(Point{100, 140}, 4))
	require.Equal(t, 0, s.MemberAt(Point{100, 140}, 14), "a finger reaches further")

	require.Equal(t, 0, s.MessageAt(Point{202, 200}, 4))
	require.Equal(t, 1, s.MessageAt(Point{205, 200}, 4))
	require.Equal(t, 2, s.MessageAt(Point{306, 200}, 4))
	require.Equal(t, -1, s.MessageAt(Point{309, 200}, 4))
}

func TestCellsAreHitOnlyWhereTheyHaveAnEntry(t *testing.T) {
	l := Logs{
		Cells: []Cell{{X: 10, Y: 10, W: 57, H: 38, State: Applied}, {X: 71, Y: 10, W: 57, H: 38}},
		Folds: []Fold{{X: 10, Y: 100, W: 60, H: 36}},
		Rows:  []Row{{X: 390, Y: 139}},
	}
	require.Equal(t, 0, l.CellAt(Point{66, 47}))
	require.Equal(t, -1, l.CellAt(Point{67, 47}))
	require.Equal(t, -1, l.CellAt(Point{80, 20}))
	require.Equal(t, 0, l.FoldAt(Point{30, 110}))
	require.Equal(t, -1, l.FoldAt(Point{30, 99}))
	require.Equal(t, 0, l.RowAt(Point{430, 140}, 70))
	require.Equal(t, -1, l.RowAt(Point{470, 140}, 70))
}

func TestMarksAndBranchesOfTheScrubberAreHit(t *testing.T) {
	s := Scrubber{
		Marks:    []Mark{{X: 103, Y: 22}, {X: 110, Y: 22}},
		Branches: []Branch{{From: Point{746, 54}, To: Point{927, 68}}},
	}
	require.Equal(t, 0, s.MarkAt(Point{104, 24}, 4))
	require.Equal(t, 1, s.MarkAt(Point{109, 24}, 4))
	require.Equal(t, -1, s.MarkAt(Point{140, 24}, 4))
	require.Equal(t, 0, s.BranchAt(Point{800, 69}, 3))
	require.Equal(t, -1, s.BranchAt(Point{800, 90}, 3))
}
