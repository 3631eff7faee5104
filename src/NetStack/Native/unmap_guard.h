// Keeps drivers that take shared memory away in a thread of their own from doing so while a queue is being polled.
//
// The memif driver of DPDK 22.11 unmaps its peer's memory in EAL's interrupt thread when the peer goes away; a burst that is under way then reads
// memory that is gone. The driver marks the port as not connected first, and a burst that begins after that touches nothing. So it is enough that the
// call that unmaps waits for the bursts that are under way: the driver's reference to munmap is pointed at a function that does.
#ifndef MTCP_UNMAP_GUARD_H
#define MTCP_UNMAP_GUARD_H

#include <stdint.h>

#define GUARD_PORTS 32
#define GUARD_QUEUES 256

// Odd while the queue's own thread, the only one that writes it, is inside of the driver.
struct burst_gate {
    _Alignas(64) uint32_t crossings;
};

extern struct burst_gate burst_gates[GUARD_PORTS][GUARD_QUEUES];

// Set where the kernel cannot fence the other threads for us, so that every burst has to.
extern int burst_gates_need_fence;

// After the drivers are loaded. 0, or -errno: a driver that needs the guard cannot be given it.
int guard_unmapping(void);

static inline struct burst_gate *burst_enter(int32_t port, int32_t queue) {
    struct burst_gate *gate = &burst_gates[port][queue];
    __atomic_store_n(&gate->crossings, gate->crossings + 1, __ATOMIC_RELAXED);
    // Nothing of the burst may be done before the store; the processor is held to that by the fence of the one who looks.
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    if (burst_gates_need_fence)
        __atomic_thread_fence(__ATOMIC_SEQ_CST);
    return gate;
}

static inline void burst_leave(struct burst_gate *gate) { __atomic_store_n(&gate->crossings, gate->crossings + 1, __ATOMIC_RELEASE); }

#endif
