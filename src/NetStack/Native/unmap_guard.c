#define _GNU_SOURCE
#include "unmap_guard.h"

#include <elf.h>
#include <errno.h>
#include <link.h>
#include <linux/membarrier.h>
#include <sched.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define JUMP_SLOT R_X86_64_JUMP_SLOT
#elif defined(__aarch64__)
#define JUMP_SLOT R_AARCH64_JUMP_SLOT
#else
#error "the relocation type of function references on this architecture is not known here"
#endif

struct burst_gate burst_gates[GUARD_PORTS][GUARD_QUEUES];
int burst_gates_need_fence;

static const char driver[] = "librte_net_memif";

static int membarrier(int command) { return (int)syscall(SYS_membarrier, command, 0, 0); }

// Returns when every burst that was under way has ended. Those that begin meanwhile have seen what the caller did before.
static void wait_for_bursts(void) {
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    if (!burst_gates_need_fence)
        membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED);
    for (int port = 0; port < GUARD_PORTS; port++) {
        for (int queue = 0; queue < GUARD_QUEUES; queue++) {
            const uint32_t *crossings = &burst_gates[port][queue].crossings;
            const uint32_t seen = __atomic_load_n(crossings, __ATOMIC_ACQUIRE);
            while ((seen & 1) != 0 && __atomic_load_n(crossings, __ATOMIC_ACQUIRE) == seen)
                sched_yield();
        }
    }
}

static int munmap_after_bursts(void *address, size_t length) {
    wait_for_bursts();
    return munmap(address, length);
}

// Points one reference of a loaded library at the function above; the page is read-only again afterwards.
static int redirect(ElfW(Addr) *slot) {
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    void *start = (void *)((uintptr_t)slot & ~(page - 1));
    if (mprotect(start, page, PROT_READ | PROT_WRITE) != 0)
        return -errno;
    *slot = (ElfW(Addr))munmap_after_bursts;
    return mprotect(start, page, PROT_READ) != 0 ? -errno : 0;
}

// Where the dynamic section's address lies in memory: libraries hold it relative to their start, and most C libraries have added that already.
static ElfW(Addr) placed(const struct dl_phdr_info *library, ElfW(Addr) address) {
    return address < library->dlpi_addr ? address + library->dlpi_addr : address;
}

static int guard_library(struct dl_phdr_info *library, size_t size, void *result) {
    (void)size;
    if (library->dlpi_name == NULL || strstr(library->dlpi_name, driver) == NULL)
        return 0;
    const ElfW(Dyn) *dynamic = NULL;
    for (int i = 0; i < library->dlpi_phnum; i++) {
        if (library->dlpi_phdr[i].p_type == PT_DYNAMIC)
            dynamic = (const ElfW(Dyn) *)(library->dlpi_addr + library->dlpi_phdr[i].p_vaddr);
    }
    const ElfW(Sym) *symbols = NULL;
    const ElfW(Rela) *references = NULL;
    const char *names = NULL;
    size_t bytes = 0;
    for (; dynamic != NULL && dynamic->d_tag != DT_NULL; dynamic++) {
        if (dynamic->d_tag == DT_SYMTAB)
            symbols = (const ElfW(Sym) *)placed(library, dynamic->d_un.d_ptr);
        else if (dynamic->d_tag == DT_STRTAB)
            names = (const char *)placed(library, dynamic->d_un.d_ptr);
        else if (dynamic->d_tag == DT_JMPREL)
            references = (const ElfW(Rela) *)placed(library, dynamic->d_un.d_ptr);
        else if (dynamic->d_tag == DT_PLTRELSZ)
            bytes = dynamic->d_un.d_val;
    }
    bool found = false;
    for (size_t i = 0; symbols != NULL && names != NULL && references != NULL && i < bytes / sizeof *references; i++) {
        const ElfW(Rela) *reference = &references[i];
        if (ELF64_R_TYPE(reference->r_info) != JUMP_SLOT || strcmp(names + symbols[ELF64_R_SYM(reference->r_info)].st_name, "munmap") != 0)
            continue;
        found = true;
        *(int *)result = redirect((ElfW(Addr) *)(library->dlpi_addr + reference->r_offset));
    }
    if (!found)
        *(int *)result = -ENOENT;
    return 1;
}

int guard_unmapping(void) {
    int result = 0;
    burst_gates_need_fence = membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED) != 0;
    dl_iterate_phdr(guard_library, &result);
    return result;
}
