// Package sim is a world without a screen: virtual time, an event queue, a
// network, disks and faults, in which actors run.
//
// A World is a function of its inputs. It has no wall clock, no goroutine and
// no randomness but what follows from its seed; two worlds that were given the
// same actors, seed and inputs are the same to the byte, on every machine.
//
// The contract:
//
//   - No two events share a moment. What is queued for a moment that is taken
//     happens one nanosecond later, so that a time names exactly one state.
//   - An actor acts only while one of its methods runs, and only through the
//     Turn that it is handed. What it says is delivered later, by the network
//     and the disk, in one order.
//   - Every event in the trace has an ordinal and the ordinal of its one cause.
//   - Clone is cheap, and the clone shares nothing that either side may change.
//
// sim knows that there are actors, servers among them and clients, and not
// what they are.
//
//	w := sim.New(sim.Config{Seed: 1, Link: sim.Link{Latency: 10 * sim.Millisecond}})
//	a := w.AddServer(actor)
//	w.RunUntil(3 * sim.Second)
//	w.Crash(a)
//
// Chance on a link is drawn from the seed, the link and the number of the
// message on that link, never from one common stream: one message more on one
// link leaves the fate of all others as it was, so that two branches of a world
// differ by what was changed in them and by nothing else.
package sim
