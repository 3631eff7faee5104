using MtcpRedis.Core.Settings;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.NetStack.Transport.Kernel;
using MtcpRedis.Server.Commands;
using MtcpRedis.Server.Diagnostics;
using MtcpRedis.Server.Hosting;
using MtcpRedis.Server.Sessions;

int port = args.Length > 0 ? int.Parse(args[0]) : 6379;
int cores = args.Length > 1 ? int.Parse(args[1]) : 1;
using var log = new NodeLog("", LogLevel.Notice);
using ListenerSet listeners = ListenerSet.Create(new ListenOptions { Addresses = ["127.0.0.1"], Port = port, Cores = cores });
using var host = new NodeHost(
    new NodeOptions { Cores = cores },
    new NodeParts(AllCommands.BuildTable(), new Live<KeyspaceSettings>(KeyspaceSettings.Default), new Live<SessionSettings>(new SessionSettings()), log),
    core => new KernelSocketTransport(listeners, core));
host.Start();
log.Notice("Ready to accept connections");
Thread.Sleep(Timeout.Infinite);
