package lab

import (
	"fmt"

	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// preset is what links, disks and times are in a place where etcd runs. One
// that has a far link puts the last member at its end, and one that has a slow
// disk beside fast ones gives it to the member before the last.
type preset struct {
	name  string
	link  sim.Link
	disk  sim.Disk
	times raft.Timeouts
	far   *sim.Link
	slow  *sim.Disk
	about string
}

// Spinning disks answer an fsync in tens of milliseconds; etcd's documentation
// warns of more than 10 (Hardware recommendations, Disks).
var slowDisk = sim.Disk{Latency: 30 * sim.Millisecond, Jitter: 30 * sim.Millisecond}

var farLink = nets[WAN]

// presets are all of them. Their values are part of links: those of a name do
// not change.
var presets = []preset{
	{name: "demo", link: nets[Demo], disk: disks[Demo], times: raft.Paper,
		about: "as a new world is, slow enough to be watched"},
	{name: "lan", link: nets[LAN], disk: disks[LAN], times: raft.Paper,
		about: "one rack with fast disks, the paper's times"},
	{name: "wan", link: nets[WAN], disk: disks[WAN], times: raft.Etcd,
		about: "a continent, etcd's times"},
	{name: "slow-disk", link: nets[LAN], disk: slowDisk, times: raft.Paper,
		about: "one rack with spinning disks, the paper's times"},
	{name: "mixed", link: nets[LAN], disk: disks[LAN], times: raft.Etcd, far: &farLink, slow: &slowDisk,
		about: "one rack, but the last member is a continent away and the one before it has a spinning disk; etcd's times"},
}

// Presets implements shell.Host.
func (host) Presets() []shell.Preset {
	list := make([]shell.Preset, len(presets))
	for i := range presets {
		p := &presets[i]
		t := shell.Times{Heartbeat: sim.Time(p.times.Heartbeat), ElectionMin: sim.Time(p.times.ElectionMin), ElectionMax: sim.Time(p.times.ElectionMax)}
		list[i] = shell.Preset{Name: p.name, About: fmt.Sprintf("links %s, disks %s, %v: %s",
			span(p.link.Latency, p.link.Jitter), span(p.disk.Latency, p.disk.Jitter), t, p.about)}
	}
	return list
}

// span is what something takes, "0.5-1ms".
func span(least, jitter sim.Time) string {
	return string(least.AppendMilliseconds(nil)) + "-" + (least + jitter).String()
}

// PresetNames returns the names of the presets, in order.
func PresetNames() []string {
	names := make([]string, len(presets))
	for i := range presets {
		names[i] = presets[i].name
	}
	return names
}

// PresetOf returns the name of the preset that a world's links, disks and times
// are as, or "".
func PresetOf(w *sim.World) string {
	for i := range presets {
		if p := &presets[i]; p.holds(w) {
			return p.name
		}
	}
	return ""
}

// take sets a world up as the preset says.
func (p *preset) take(w *sim.World, cause sim.EventID) {
	w.SetLink(sim.Nobody, sim.Nobody, p.link)
	slow, far := p.apart(w)
	for n := range w.Servers {
		if n != far && far != sim.Nobody {
			w.SetLink(n, far, *p.far)
			w.SetLink(far, n, *p.far)
		}
		d := w.DiskOf(n)
		want := p.diskOf(n, slow)
		d.Latency, d.Jitter = want.Latency, want.Jitter
		w.SetDisk(n, d)
	}
	t := p.times
	heartbeat, least, most := sim.Time(t.Heartbeat), sim.Time(t.ElectionMin), sim.Time(t.ElectionMax)
	setTimes(w, shell.SetTimes{Heartbeat: &heartbeat, ElectionMin: &least, ElectionMax: &most}, cause)
}

// holds reports whether a world is as the preset says.
func (p *preset) holds(w *sim.World) bool {
	if registryOf(w).times != p.times || w.LinkBetween(sim.Nobody, sim.Nobody) != p.link {
		return false
	}
	slow, far := p.apart(w)
	for n := range w.Servers {
		if d, want := w.DiskOf(n), p.diskOf(n, slow); d.Latency != want.Latency || d.Jitter != want.Jitter {
			return false
		}
		if far != sim.Nobody && n != far && (w.LinkBetween(n, far) != *p.far || w.LinkBetween(far, n) != *p.far) {
			return false
		}
	}
	same := true
	w.OwnLinks(func(a, b sim.Node, l sim.Link) bool {
		same = a == far || b == far || l == p.link
		return same
	})
	return same
}

func (p *preset) diskOf(n, slow sim.Node) sim.Disk {
	if n == slow {
		return *p.slow
	}
	return p.disk
}

// apart returns the member with the slow disk and the one that is far, as far as
// there are such.
func (p *preset) apart(w *sim.World) (slow, far sim.Node) {
	var last, before sim.Node
	for n := range w.Servers {
		last, before = n, last
	}
	if p.far == nil || before == sim.Nobody {
		return sim.Nobody, sim.Nobody
	}
	return before, last
}

// takePreset takes the preset with a name.
func takePreset(w *sim.World, name string, cause sim.EventID) {
	for i := range presets {
		if presets[i].name == name {
			presets[i].take(w, cause)
		}
	}
}
