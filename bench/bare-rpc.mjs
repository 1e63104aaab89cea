// The baseline of rpc.mjs: a Nest TCP server whose handlers return what they were given. Forked with the answers by
// pattern as argument.
import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessagePattern, Transport } from '@nestjs/microservices';
import process from 'node:process';
import { freePort } from '../test/profiles/free-port.ts';

const answers = JSON.parse(process.argv[2]);
class Echo {}
for (const [name, answer] of Object.entries(answers)) {
  const descriptor = { value: () => answer };
  Object.defineProperty(Echo.prototype, name, descriptor);
  MessagePattern(name, Transport.TCP)(Echo.prototype, name, descriptor);
}
Controller()(Echo);
class Bare {}
Module({ controllers: [Echo] })(Bare);

const port = await freePort();
const options = { host: '127.0.0.1', port };
const app = await NestFactory.createMicroservice(Bare, { transport: Transport.TCP, options, logger: false });
await app.listen();
process.send({ port });
