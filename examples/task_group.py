import asyncio


async def process_item(item):
    print(f"Processing {item}...")
    await asyncio.sleep(item)
    return f"Processed {item}"


async def process_order(order):
    print(f"Processing {order}...")
    await asyncio.sleep(order)
    return f"Processed {order}"


async def process_bill(bill):
    print(f"Processing {bill}...")
    await asyncio.sleep(bill)
    return f"Processed {bill}"


async def main():
    async with asyncio.TaskGroup() as tg:
        task1 = tg.create_task(process_item(1))
        task2 = tg.create_task(process_order(2))
        task3 = tg.create_task(process_bill(3))

        print("All tasks have been created and are running...")

    # Leaving the group has waited for all of them.
    print("All tasks completed!")
    print(f"Results: {task1.result()}, {task2.result()}, {task3.result()}")


asyncio.run(main())
