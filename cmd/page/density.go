//go:build js

package main

import (
	"unsafe"

	"github.com/hajimehoshi/ebiten/v2"
)

// forgetDensity has Ebiten ask again for the density of the screen, so that the
// picture stays sharp when the window is zoomed or moved to another screen. Ebiten
// 2.10 asks once and keeps the answer in its monitor, which holds nothing else.
func forgetDensity() { *(*float64)(unsafe.Pointer(ebiten.Monitor())) = 0 }

// A monitor is that one number.
var _ = [1]struct{}{}[unsafe.Sizeof(ebiten.MonitorType{})-unsafe.Sizeof(float64(0))]
