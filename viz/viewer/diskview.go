package viewer

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"raftarium/core/lab"
	"raftarium/viz/compose"
	"raftarium/viz/scene"
)

// diskView is what of the disks is shown. The zero value follows what is written.
type diskView struct {
	pitch float32 // of an entry; 0: as wide as at first
	back  int     // how many of the newest durable records are left out
	rest  float32 // what a drag has moved and is less than an entry
}

// look puts what is shown into an input.
func (d *diskView) look(in *compose.Input) { in.DiskPitch, in.DiskBack = d.pitch, d.back }

// onDisks reports whether a point is on the disks' lanes.
func (v *Viewer) onDisks(s *scene.Scene, x, y float32) bool {
	d := &s.Disk
	if v.view != compose.DiskView || len(d.Edges) == 0 {
		return false
	}
	return x >= d.Left-8 && y >= d.Edges[0].Top-8 && y <= d.Edges[len(d.Edges)-1].Bottom+8
}

// panDisks moves the records by so many pixels: to the right come earlier ones.
func (v *Viewer) panDisks(dx float32) {
	if v.shown == nil || v.shown.Disk.Lane == 0 {
		return
	}
	d := &v.disks
	d.rest += dx / v.shown.Disk.Lane
	records := float32(math.Trunc(float64(d.rest)))
	d.rest -= records
	most := 0
	for _, m := range lab.Members(v.lab.World()) {
		first, last := m.Records()
		most = max(most, int(last-first))
	}
	d.back = min(max(0, d.back+int(records)), most)
	v.changed()
}

// zoomDisks makes entries so many times as wide.
func (v *Viewer) zoomDisks(factor float32) {
	if v.shown != nil && v.shown.Disk.Lane > 0 && factor != 1 {
		v.disks.pitch = min(max(v.shown.Disk.Lane*factor, compose.DiskPitchMin), compose.DiskPitchMax)
		v.changed()
	}
}

// zoomDisksBy zooms in or out by a step, or shows what was shown at first.
func (v *Viewer) zoomDisksBy(word string) error {
	switch word {
	case "in":
		v.zoomDisks(zoomStep)
	case "out":
		v.zoomDisks(1 / float32(zoomStep))
	case "reset":
		v.disks = diskView{}
	default:
		return fmt.Errorf("zoom in, out or reset, not %q", word)
	}
	return nil
}

// recordTarget finds what words such as "record etcd-02 17" name, and "write etcd-02
// 9" of one that is being written.
func (v *Viewer) recordTarget(words string) (t compose.Target, ok bool, err error) {
	f := strings.Fields(words)
	if len(f) != 3 || f[0] != "record" && f[0] != "write" {
		return t, false, nil
	}
	t.Kind = compose.RecordTarget
	if t.Node, err = lab.FindMember(v.lab.World(), f[1]); err != nil {
		return t, true, err
	}
	number, err := strconv.ParseUint(f[2], 10, 64)
	if err != nil || number == 0 {
		return t, true, fmt.Errorf("%q is no %s", f[2], f[0])
	}
	if f[0] == "write" {
		t.Write = number
	} else {
		t.Record = number
	}
	return t, true, err
}
