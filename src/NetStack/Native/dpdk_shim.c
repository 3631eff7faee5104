// The part of DPDK that only a C compiler can see: burst calls and packet buffer fields are inline functions and structures whose layout changes
// between releases. Everything here is flat (numbers, pointers, plain structures of our own), so that C# depends on this file alone.
//
// A packet crosses the border as the structure below, which C# lays out the same way (Devices/PacketBuffer.cs). While it is on the C# side, that
// structure is what counts; the mbuf's own fields are set from it when it is sent.
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <rte_config.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_ethdev.h>
#include <rte_lcore.h>
#include <rte_mbuf.h>
#include <rte_mbuf_pool_ops.h>
#include <rte_prefetch.h>
#include <rte_version.h>

#include "unmap_guard.h"

#define EXPORT __attribute__((visibility("default")))
#define BURST 128
#define MAX_KEY 64
#define POOL_CACHE 256

enum packet_flags {
    NETWORK_CHECKSUM_GOOD = 1,
    TRANSPORT_CHECKSUM_GOOD = 2,
    CHECKSUM_BAD = 4,
    OFFLOAD_NETWORK_CHECKSUM = 8,
    OFFLOAD_TRANSPORT_CHECKSUM = 16,
};

struct packet {
    uint8_t *memory;
    struct rte_mbuf *owner;
    int32_t capacity;
    int32_t offset;
    int32_t length;
    int32_t flags;
    uint8_t link_header_length;
    uint8_t network_header_length;
};

struct port_info {
    char driver[32];
    uint8_t mac[8];
    int32_t max_receive_queues;
    int32_t max_transmit_queues;
    int32_t min_mtu;
    int32_t max_mtu;
    int32_t mtu;
    int32_t redirection_table_size;
    int32_t hash_key_size;
    int32_t numa_node;
    int32_t receive_checksums;
    int32_t transmit_checksums;
    int32_t can_hash_tcp;
};

struct port_settings {
    int32_t queues;
    int32_t receive_descriptors;
    int32_t transmit_descriptors;
    int32_t mtu;
    int32_t receive_checksums;
    int32_t transmit_checksums;
    int32_t promiscuous;
    int32_t hash_key_length;
    uint8_t hash_key[MAX_KEY];
};

struct port_counters {
    uint64_t received_packets, sent_packets, received_bytes, sent_bytes;
    uint64_t missed, receive_errors, send_errors, no_buffer;
};

struct port_link {
    int32_t up;
    int32_t megabits;
    int32_t full_duplex;
};

// IPv4 header and TCP together: a port that can do only one of them is treated as one that can do none.
static const uint64_t rx_checksums = RTE_ETH_RX_OFFLOAD_IPV4_CKSUM | RTE_ETH_RX_OFFLOAD_TCP_CKSUM;
static const uint64_t tx_checksums = RTE_ETH_TX_OFFLOAD_IPV4_CKSUM | RTE_ETH_TX_OFFLOAD_TCP_CKSUM;
static const uint64_t tcp_hashes = RTE_ETH_RSS_NONFRAG_IPV4_TCP | RTE_ETH_RSS_NONFRAG_IPV6_TCP;

EXPORT int32_t mtcp_packet_size(void) { return (int32_t)sizeof(struct packet); }

EXPORT const char *mtcp_version(void) { return rte_version(); }

EXPORT int32_t mtcp_error(void) { return rte_errno; }

EXPORT const char *mtcp_error_text(int32_t code) { return rte_strerror(code); }

// 0, or -errno.
EXPORT int32_t mtcp_init(int32_t argc, char **argv) { return rte_eal_init(argc, argv) < 0 ? -rte_errno : guard_unmapping(); }

EXPORT int32_t mtcp_register_thread(void) { return rte_thread_register() < 0 ? -rte_errno : 0; }

EXPORT int32_t mtcp_port_find(const char *name) {
    uint16_t port;
    int code = rte_eth_dev_get_port_by_name(name, &port);
    return code == 0 ? port : code;
}

EXPORT int32_t mtcp_port_info(int32_t port, struct port_info *into) {
    struct rte_eth_dev_info info;
    struct rte_ether_addr mac;
    uint16_t mtu = 0;
    int code = rte_eth_dev_info_get((uint16_t)port, &info);
    if (code == 0)
        code = rte_eth_macaddr_get((uint16_t)port, &mac);
    if (code == 0)
        code = rte_eth_dev_get_mtu((uint16_t)port, &mtu);
    if (code != 0)
        return code;
    memset(into, 0, sizeof *into);
    strncpy(into->driver, info.driver_name, sizeof into->driver - 1);
    memcpy(into->mac, mac.addr_bytes, 6);
    into->max_receive_queues = info.max_rx_queues;
    into->max_transmit_queues = info.max_tx_queues;
    into->min_mtu = info.min_mtu;
    into->max_mtu = info.max_mtu;
    into->mtu = mtu;
    into->redirection_table_size = info.reta_size;
    into->hash_key_size = info.hash_key_size;
    into->numa_node = rte_eth_dev_socket_id((uint16_t)port);
    into->receive_checksums = (info.rx_offload_capa & rx_checksums) == rx_checksums;
    into->transmit_checksums = (info.tx_offload_capa & tx_checksums) == tx_checksums;
    into->can_hash_tcp = (info.flow_type_rss_offloads & tcp_hashes) != 0;
    return 0;
}

// A pool whose packets take one page each, header and all, without padding: wherever it lies, packets follow each other without a gap.
static struct rte_mempool *create_page_pool(const char *name, int32_t count, int numa_node) {
    const unsigned flags = RTE_MEMPOOL_F_NO_SPREAD;
    const uint32_t page = (uint32_t)sysconf(_SC_PAGESIZE);
    struct rte_mempool_objsz size;
    struct rte_pktmbuf_pool_private settings = { 0 };
    rte_mempool_calc_obj_size(page, flags, &size);
    const uint32_t element = page - size.header_size - size.trailer_size;
    settings.mbuf_data_room_size = (uint16_t)(element - sizeof(struct rte_mbuf));
    struct rte_mempool *pool = rte_mempool_create_empty(name, (unsigned)count, element, POOL_CACHE, sizeof settings, numa_node, flags);
    if (pool == NULL)
        return NULL;
    int code = rte_mempool_set_ops_byname(pool, rte_mbuf_best_mempool_ops(), NULL);
    if (code == 0) {
        rte_pktmbuf_pool_init(pool, &settings);
        code = rte_mempool_populate_default(pool);
    }
    if (code < 0 || pool->nb_mem_chunks != 1) {
        rte_mempool_free(pool);
        rte_errno = code < 0 ? -code : ENOMEM;
        return NULL;
    }
    rte_mempool_obj_iter(pool, rte_pktmbuf_init, NULL);
    return pool;
}

// Packets with at least data_room bytes each; of exactly one page each where page_sized is set, data_room is not looked at then.
EXPORT void *mtcp_pool_create(const char *name, int32_t count, int32_t data_room, int32_t page_sized, int32_t numa_node) {
    int node = numa_node < 0 ? SOCKET_ID_ANY : numa_node;
    return page_sized ? create_page_pool(name, count, node)
                      : rte_pktmbuf_pool_create(name, (unsigned)count, POOL_CACHE, 0, (uint16_t)(data_room + RTE_PKTMBUF_HEADROOM), node);
}

EXPORT void mtcp_pool_free(void *pool) { rte_mempool_free(pool); }

EXPORT int32_t mtcp_pool_available(void *pool) { return (int32_t)rte_mempool_avail_count(pool); }

// Configures and starts a port with one pool per queue. 0, or -errno.
EXPORT int32_t mtcp_port_start(int32_t port, const struct port_settings *settings, void **pools) {
    struct rte_eth_dev_info info;
    struct rte_eth_conf conf;
    uint8_t key[MAX_KEY];
    uint16_t id = (uint16_t)port, queues = (uint16_t)settings->queues;
    uint16_t rx = (uint16_t)settings->receive_descriptors, tx = (uint16_t)settings->transmit_descriptors;
    int code = port >= GUARD_PORTS || queues > GUARD_QUEUES ? -E2BIG : rte_eth_dev_info_get(id, &info);
    if (code != 0)
        return code;
    memset(&conf, 0, sizeof conf);
    conf.rxmode.mtu = (uint32_t)settings->mtu;
    if (settings->receive_checksums)
        conf.rxmode.offloads |= rx_checksums;
    if (settings->transmit_checksums)
        conf.txmode.offloads |= tx_checksums;
    if (queues > 1 && (info.flow_type_rss_offloads & tcp_hashes) != 0) {
        memcpy(key, settings->hash_key, sizeof key);
        conf.rxmode.mq_mode = RTE_ETH_MQ_RX_RSS;
        conf.rx_adv_conf.rss_conf.rss_key = key;
        conf.rx_adv_conf.rss_conf.rss_key_len = (uint8_t)settings->hash_key_length;
        conf.rx_adv_conf.rss_conf.rss_hf = info.flow_type_rss_offloads & tcp_hashes;
    }
    code = rte_eth_dev_configure(id, queues, queues, &conf);
    if (code == 0)
        code = rte_eth_dev_adjust_nb_rx_tx_desc(id, &rx, &tx);
    for (uint16_t i = 0; code == 0 && i < queues; i++) {
        struct rte_eth_rxconf rx_conf = info.default_rxconf;
        struct rte_eth_txconf tx_conf = info.default_txconf;
        rx_conf.offloads = conf.rxmode.offloads;
        tx_conf.offloads = conf.txmode.offloads;
        int node = rte_eth_dev_socket_id(id);
        code = rte_eth_rx_queue_setup(id, i, rx, node < 0 ? 0 : (unsigned)node, &rx_conf, pools[i]);
        if (code == 0)
            code = rte_eth_tx_queue_setup(id, i, tx, node < 0 ? 0 : (unsigned)node, &tx_conf);
    }
    if (code == 0)
        code = rte_eth_dev_start(id);
    if (code == 0 && settings->promiscuous)
        code = rte_eth_promiscuous_enable(id);
    if (code == -ENOTSUP && settings->promiscuous)
        code = 0;
    return code;
}

EXPORT int32_t mtcp_port_close(int32_t port) {
    int code = rte_eth_dev_stop((uint16_t)port);
    int closed = rte_eth_dev_close((uint16_t)port);
    return code != 0 ? code : closed;
}

// Sets every entry of the redirection table to queue (entry mod queues), and reads table and key back. The number of entries, or -errno.
EXPORT int32_t mtcp_port_spread(int32_t port, int32_t size, int32_t queues, uint16_t *table, uint8_t *key, int32_t key_length) {
    struct rte_eth_rss_reta_entry64 entries[(RTE_ETH_RSS_RETA_SIZE_512 + RTE_ETH_RETA_GROUP_SIZE - 1) / RTE_ETH_RETA_GROUP_SIZE];
    struct rte_eth_rss_conf conf = { .rss_key = key, .rss_key_len = (uint8_t)key_length };
    if (size > RTE_ETH_RSS_RETA_SIZE_512)
        return -E2BIG;
    memset(entries, 0, sizeof entries);
    for (int i = 0; i < size; i++) {
        entries[i / RTE_ETH_RETA_GROUP_SIZE].mask |= UINT64_C(1) << (i % RTE_ETH_RETA_GROUP_SIZE);
        entries[i / RTE_ETH_RETA_GROUP_SIZE].reta[i % RTE_ETH_RETA_GROUP_SIZE] = (uint16_t)(i % queues);
    }
    int code = rte_eth_dev_rss_reta_update((uint16_t)port, entries, (uint16_t)size);
    if (code == 0)
        code = rte_eth_dev_rss_reta_query((uint16_t)port, entries, (uint16_t)size);
    if (code == 0)
        code = rte_eth_dev_rss_hash_conf_get((uint16_t)port, &conf);
    if (code != 0)
        return code;
    for (int i = 0; i < size; i++)
        table[i] = entries[i / RTE_ETH_RETA_GROUP_SIZE].reta[i % RTE_ETH_RETA_GROUP_SIZE];
    return size;
}

EXPORT int32_t mtcp_port_link(int32_t port, struct port_link *into) {
    struct rte_eth_link link;
    int code = rte_eth_link_get_nowait((uint16_t)port, &link);
    if (code == 0) {
        into->up = link.link_status == RTE_ETH_LINK_UP;
        into->megabits = link.link_speed == RTE_ETH_SPEED_NUM_UNKNOWN ? 0 : (int32_t)link.link_speed;
        into->full_duplex = link.link_duplex == RTE_ETH_LINK_FULL_DUPLEX;
    }
    return code;
}

EXPORT int32_t mtcp_port_counters(int32_t port, struct port_counters *into) {
    struct rte_eth_stats stats;
    int code = rte_eth_stats_get((uint16_t)port, &stats);
    if (code == 0) {
        *into = (struct port_counters) {
            stats.ipackets, stats.opackets, stats.ibytes, stats.obytes, stats.imissed, stats.ierrors, stats.oerrors, stats.rx_nombuf,
        };
    }
    return code;
}

static inline int32_t receive_flags(uint64_t from) {
    int32_t flags = 0;
    if ((from & RTE_MBUF_F_RX_IP_CKSUM_MASK) == RTE_MBUF_F_RX_IP_CKSUM_GOOD)
        flags |= NETWORK_CHECKSUM_GOOD;
    if ((from & RTE_MBUF_F_RX_L4_CKSUM_MASK) == RTE_MBUF_F_RX_L4_CKSUM_GOOD)
        flags |= TRANSPORT_CHECKSUM_GOOD;
    if ((from & RTE_MBUF_F_RX_IP_CKSUM_MASK) == RTE_MBUF_F_RX_IP_CKSUM_BAD || (from & RTE_MBUF_F_RX_L4_CKSUM_MASK) == RTE_MBUF_F_RX_L4_CKSUM_BAD)
        flags |= CHECKSUM_BAD;
    return flags;
}

static inline void describe(struct packet *packet, struct rte_mbuf *mbuf) {
    packet->memory = mbuf->buf_addr;
    packet->owner = mbuf;
    packet->capacity = mbuf->buf_len;
    packet->offset = mbuf->data_off;
    packet->length = mbuf->data_len;
    packet->flags = receive_flags(mbuf->ol_flags);
    packet->link_header_length = packet->network_header_length = 0;
}

// Takes up to count packets; *skipped grows by those that span several buffers, which a port set up as here never delivers.
EXPORT int32_t mtcp_receive(int32_t port, int32_t queue, struct packet *into, int32_t count, int64_t *skipped) {
    struct rte_mbuf *mbufs[BURST];
    int32_t kept = 0;
    struct burst_gate *gate = burst_enter(port, queue);
    int n = rte_eth_rx_burst((uint16_t)port, (uint16_t)queue, mbufs, (uint16_t)(count < BURST ? count : BURST));
    burst_leave(gate);
    for (int i = 0; i < n; i++) {
        if (i + 4 < n)
            rte_prefetch0(mbufs[i + 4]);
        if (mbufs[i]->nb_segs != 1) {
            rte_pktmbuf_free(mbufs[i]);
            ++*skipped;
            continue;
        }
        rte_prefetch0(rte_pktmbuf_mtod(mbufs[i], void *));
        describe(&into[kept++], mbufs[i]);
    }
    return kept;
}

// How many of the packets the port took; they are the port's then.
EXPORT int32_t mtcp_transmit(int32_t port, int32_t queue, struct packet *packets, int32_t count) {
    struct rte_mbuf *mbufs[BURST];
    int n = count < BURST ? count : BURST;
    for (int i = 0; i < n; i++) {
        const struct packet *packet = &packets[i];
        struct rte_mbuf *mbuf = mbufs[i] = packet->owner;
        mbuf->data_off = (uint16_t)packet->offset;
        mbuf->data_len = (uint16_t)packet->length;
        mbuf->pkt_len = (uint32_t)packet->length;
        mbuf->ol_flags = 0;
        if (packet->flags & (OFFLOAD_NETWORK_CHECKSUM | OFFLOAD_TRANSPORT_CHECKSUM)) {
            int v4 = (packet->memory[packet->offset + packet->link_header_length] >> 4) == 4;
            mbuf->tx_offload = 0;
            mbuf->l2_len = packet->link_header_length;
            mbuf->l3_len = packet->network_header_length;
            mbuf->ol_flags |= v4 ? RTE_MBUF_F_TX_IPV4 : RTE_MBUF_F_TX_IPV6;
            if (v4 && (packet->flags & OFFLOAD_NETWORK_CHECKSUM))
                mbuf->ol_flags |= RTE_MBUF_F_TX_IP_CKSUM;
            if (packet->flags & OFFLOAD_TRANSPORT_CHECKSUM)
                mbuf->ol_flags |= RTE_MBUF_F_TX_TCP_CKSUM;
        }
    }
    struct burst_gate *gate = burst_enter(port, queue);
    n = rte_eth_tx_burst((uint16_t)port, (uint16_t)queue, mbufs, (uint16_t)n);
    burst_leave(gate);
    return n;
}

// All or nothing: count, or 0 when the pool has fewer.
EXPORT int32_t mtcp_allocate(void *pool, struct packet *into, int32_t count) {
    struct rte_mbuf *mbufs[BURST];
    int n = count < BURST ? count : BURST;
    if (rte_pktmbuf_alloc_bulk(pool, mbufs, (unsigned)n) != 0)
        return 0;
    for (int i = 0; i < n; i++)
        describe(&into[i], mbufs[i]);
    return n;
}

EXPORT void mtcp_free(const struct packet *packets, int32_t count) {
    struct rte_mbuf *mbufs[BURST];
    for (int done = 0; done < count;) {
        int n = count - done < BURST ? count - done : BURST;
        for (int i = 0; i < n; i++)
            mbufs[i] = packets[done + i].owner;
        rte_pktmbuf_free_bulk(mbufs, (unsigned)n);
        done += n;
    }
}
