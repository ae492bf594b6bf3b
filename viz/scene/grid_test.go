package scene

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestGridsFollowTheTableOfTheArtDirection(t *testing.T) {
	for _, c := range []struct {
		members int
		width   float32
		w, h    float32
	}{{5, 700, 57, 38}, {5, 600, 46, 28}, {9, 700, 38, 28}, {25, 700, 10, 16}, {5, 390, 26, 24}} {
		g := GridFor(c.members, c.width)
		require.Equal(t, [2]float32{c.w, c.h}, [2]float32{g.W, g.H})
		require.Less(t, g.W, g.PitchX, "cells part")
	}
}

func TestColumnsFitBeforeTheRightEdge(t *testing.T) {
	g := GridFor(5, 700)
	g.Left, g.Top = 464, 120
	require.Equal(t, 10, g.Fit(1072))
	require.Equal(t, 0, g.Fit(500))
	require.Equal(t, Rect{525, 181, 57, 38}, g.Cell(1, 1))
	require.Equal(t, float32(492.5), g.Centre(0))
}

func TestLongKeysEndInAnEllipsis(t *testing.T) {
	require.Equal(t, "message", ShortKey("message"))
	require.Equal(t, "messag…", ShortKey("messages"))
	require.Equal(t, "一二三四五六七", ShortKey("一二三四五六七"))
	require.Equal(t, "一二三四五六…", ShortKey("一二三四五六七八"))
	require.Equal(t, "", ShortKey(""))
	require.Equal(t, `a\nb`, ShortKey("a\nb"))
}

func TestResetKeepsMemoryAndForgetsTheRest(t *testing.T) {
	s := Scene{Width: 10, Mark: 1.5, Members: make([]Member, 3, 8), Quiet: Quiet{Title: "x"}}
	s.Logs.Cells = make([]Cell, 5, 16)
	s.Logs.Header = true
	s.Scrubber.Bands = make([]Band, 2, 4)
	s.Reset()
	require.Empty(t, s.Members)
	require.Equal(t, 8, cap(s.Members))
	require.Equal(t, 16, cap(s.Logs.Cells))
	require.Equal(t, 4, cap(s.Scrubber.Bands))
	require.Equal(t, Quiet{}, s.Quiet)
	require.False(t, s.Logs.Header)
	require.Zero(t, s.Mark)
}
