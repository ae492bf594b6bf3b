// Package compose fills a scene from a world: what is to be seen at this
// moment of a lab, laid out for a size, in a language, with what the viewer
// has selected. It has no ebiten and no memory: the scene is a function of the
// Input, so that scrubbing backwards draws as truly as playing forwards.
//
//	var s scene.Scene
//	in := compose.Input{Lab: l, Lang: narrate.English, Width: 1080, Height: 572, Speed: 0.01}
//	compose.Stage(&s, in)
//	hit := compose.Hit(&s, in, x, y)
//
// # Views
//
// Input.View says what the stage shows of the one trace; all have the scrubber
// below, the same selection and the same playhead.
//
//   - RingView: the members on their ring, what they say, and their logs.
//   - SpaceView: a lane a member over time (spacetime.go).
//   - StoreView: the v3 store of the member that is selected, or of the leader
//     (store.go): a row a key, a column a revision, each change in the colour of
//     its entry's term. What the log has and the member has not applied is right
//     of the playhead, outlined; what was compacted away is hatched, and drawn
//     dashed as far as the store still knows of it (storegrid.go). The key index
//     is drawn node by node, as the B-tree has them (storeindex.go). Leases drain
//     where their time is counted, which is at the leader; a watcher stands at the
//     first revision that its client has not heard of (storeleases.go). Only keys
//     and revisions that are in view are looked at.
//   - DiskView: a lane a member, a block a record of its write-ahead log in the order
//     of writing (disk.go): what is durable stands left of one edge for all, what the
//     disk has been given and a crash would take right of it, the first with how far
//     it is. Entries that a later record replaced stay, struck through, as on the
//     disk; a record that is corrupt or torn is marked, what a snapshot made needless
//     is hatched. A sentence says what a crash of the selected member would take now
//     (diskloss.go). In thin lanes neighbours that look alike are one block.
//
// A transition that is measured in the viewer's time, such as the crossing
// over of a role, has the age (now − event) / speed.
package compose
