// Package lab is the laboratory: it puts a world together from members and
// terminals, records what is done to it, and goes to any moment of it.
//
// A lab keeps inputs and checkpoints, not histories. World(t) is a function of
// the configuration, the seed and the inputs up to t: going back is the nearest
// checkpoint and a replay of the inputs from there, and a share link is the
// configuration and the inputs.
//
//	l := lab.New(lab.Config{Members: 3, Seed: 1})
//	l.Type("A", "etcdctl put message hello")
//	l.Advance(l.Now() + sim.Second)
//	l.Seek(500 * sim.Millisecond)
//	l.Do("crash etcd-02") // another future: the lab branches
//
// An input that is given where the lab has been further already begins a
// branch: the inputs up to here, then others. The old branch stays and can be
// entered again.
//
// Every world of a lab has a check.Monitor, which is told what its members do
// (watch.go). A property that is violated is an event of the world, at the
// moment at which it happens, and Violations tells it from then on.
package lab
