package sim

// DurableWrite is up to which of an actor's writes all are durable.
func (w *World) DurableWrite(id Node) WriteSeq { return w.node(id).disk.durable }
