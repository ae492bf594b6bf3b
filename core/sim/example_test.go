package sim_test

import (
	"fmt"

	"raftarium/core/sim"
)

func Example() {
	w := sim.New(sim.Config{Seed: 1, Servers: sim.Link{Latency: 10 * sim.Millisecond}})
	a, b := w.AddServer(&probe{}, 0), w.AddServer(&probe{}, 0)
	w.Input(sim.Second, a, send(b, "hello"))
	w.RunUntil(2 * sim.Second)
	for _, got := range w.Actor(b).(*probe).Got {
		fmt.Println(got.At, got.From, got.What)
	}
	// Output: 1010ms 1 hello
}
