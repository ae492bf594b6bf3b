package main

import (
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"
)

func TestEveryFrameOfAWindowAtRestIsATick(t *testing.T) {
	pace(true)
	require.Equal(t, ebiten.FPSModeVsyncOffMinimum, ebiten.FPSMode())
	require.Equal(t, ebiten.SyncWithFPS, ebiten.TPS())
	pace(false)
	require.Equal(t, ebiten.FPSModeVsyncOn, ebiten.FPSMode())
	require.Equal(t, ebiten.DefaultTPS, ebiten.TPS())
}
